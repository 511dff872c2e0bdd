import type { ApiCall } from 'backstage-plugin-servicenow-ticketing-common';
import IconButton from '@material-ui/core/IconButton';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ExpandLessIcon from '@material-ui/icons/ExpandLess';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import { useMessages } from '../../../hooks/useMessages';
import { RelativeTime } from '../../RelativeTime';
import { OutcomeIcon, type Outcome } from '../Preflight';
import { CallDetails } from './CallDetails';
import { outcomeOf, type CallOutcome } from './callOutcome';
import { readableCall, visibleText } from './callText';

const useStyles = makeStyles(theme => {
  const narrow = theme.breakpoints.down('sm');
  return {
    row: {
      '& > td': { verticalAlign: 'top', lineHeight: 1.5 },
      // No room for columns: how it went on top, what it was below.
      [narrow]: {
        display: 'grid',
        gridTemplateColumns: '40px minmax(0, 1fr) auto',
        gridTemplateAreas: '"open answer duration" ". call call" ". time time"',
        padding: theme.spacing(1, 0),
        '& > td': { border: 'none', padding: theme.spacing(0.25, 1) },
      },
    },
    open: {
      width: 40,
      gridArea: 'open',
      paddingTop: theme.spacing(0.5),
      // Wins over what narrow rows do to every cell.
      '&&': { [narrow]: { padding: theme.spacing(0, 0.5) } },
    },
    time: { whiteSpace: 'nowrap', gridArea: 'time' },
    call: { gridArea: 'call', overflowWrap: 'anywhere' },
    answer: { whiteSpace: 'nowrap', gridArea: 'answer' },
    duration: { whiteSpace: 'nowrap', gridArea: 'duration' },
    expanded: { '& > td': { borderBottom: 'none' } },
    asked: { fontFamily: 'monospace', fontSize: '0.8125rem' },
    parameter: { color: theme.palette.text.secondary },
    // Whatever direction its letters have, it stays in its place.
    isolated: { unicodeBidi: 'isolate', direction: 'ltr' },
    status: { display: 'flex', alignItems: 'center', gap: theme.spacing(0.5) },
    error: {
      whiteSpace: 'pre-wrap',
      maxHeight: 120,
      overflowY: 'auto',
      marginTop: theme.spacing(0.5),
    },
    details: {
      paddingTop: 0,
      paddingLeft: theme.spacing(7),
      [narrow]: { padding: theme.spacing(0, 1) },
    },
    detailsRow: { [narrow]: { display: 'grid' } },
  };
});

const OUTCOMES: Partial<Record<CallOutcome, Outcome>> = {
  ok: 'ok',
  redirected: 'warning',
  notFound: 'warning',
  tooMany: 'warning',
};

const SECOND = 1_000;

interface CallRowProps {
  call: ApiCall;
  columns: number;
  isOpen: boolean;
  onToggle: () => void;
}

/** One call in a line; what was sent and what came back below it when opened. */
export const CallRow = (props: CallRowProps) => {
  const { call, columns, isOpen, onToggle } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const { path, parameters } = readableCall(call.path);
  const outcome = outcomeOf(call);
  const detailsId = `servicenow-ticketing-call-${call.id}`;
  const name = `${call.method} ${path}`;
  const duration =
    call.duration_ms < SECOND
      ? t('calls.milliseconds', { value: String(call.duration_ms) })
      : t('calls.seconds', { value: (call.duration_ms / SECOND).toFixed(1) });
  return (
    <>
      <TableRow
        className={`${classes.row} ${isOpen ? classes.expanded : ''}`}
        hover
      >
        <TableCell padding="checkbox" className={classes.open}>
          <IconButton
            size="small"
            aria-expanded={isOpen}
            aria-controls={isOpen ? detailsId : undefined}
            aria-label={t(isOpen ? 'calls.hide' : 'calls.show', { call: name })}
            onClick={onToggle}
          >
            {isOpen ? <ExpandLessIcon /> : <ExpandMoreIcon />}
          </IconButton>
        </TableCell>
        <TableCell className={classes.time}>
          <RelativeTime value={call.started_at} />
        </TableCell>
        <TableCell className={classes.call}>
          <div className={classes.asked}>
            <span className={classes.isolated}>
              <strong>{call.method}</strong> {path}
            </span>
            {parameters.map(({ name: parameter, value }, index) => (
              <div
                // Parameters may repeat.
                key={`${index} ${parameter}`}
                className={`${classes.parameter} ${classes.isolated}`}
              >
                {parameter}={value}
              </div>
            ))}
          </div>
          {call.error !== null && (
            <Typography variant="body2" className={classes.error} dir="auto">
              {visibleText(call.error)}
            </Typography>
          )}
        </TableCell>
        <TableCell className={classes.answer}>
          <span className={classes.status}>
            <OutcomeIcon outcome={OUTCOMES[outcome] ?? 'failed'} />
            <span>
              {call.status} {t(`calls.outcome.${outcome}`)}
            </span>
          </span>
        </TableCell>
        <TableCell align="right" className={classes.duration}>
          {duration}
        </TableCell>
      </TableRow>
      {isOpen && (
        <TableRow id={detailsId} className={classes.detailsRow}>
          <TableCell colSpan={columns} className={classes.details}>
            <CallDetails call={call} />
          </TableCell>
        </TableRow>
      )}
    </>
  );
};
