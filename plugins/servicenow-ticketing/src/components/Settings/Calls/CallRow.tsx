import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ApiCall } from 'backstage-plugin-servicenow-ticketing-common';
import IconButton from '@material-ui/core/IconButton';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import ExpandLessIcon from '@material-ui/icons/ExpandLess';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import { servicenowTicketingTranslationRef } from '../../../translation';
import { RelativeTime } from '../../RelativeTime';
import { OutcomeIcon, type Outcome } from '../Preflight';
import { CallDetails } from './CallDetails';
import { outcomeOf, type CallOutcome } from './callOutcome';
import { readableCall, visibleText } from './callText';

const useStyles = makeStyles(theme => ({
  row: { verticalAlign: 'top' },
  expander: { width: 40, paddingRight: 0 },
  nowrap: { whiteSpace: 'nowrap' },
  call: {
    overflowWrap: 'anywhere',
    minWidth: 180,
    fontFamily: 'monospace',
    fontSize: '0.8125rem',
  },
  parameter: { color: theme.palette.text.secondary },
  // Whatever direction its letters have, it stays in its place.
  isolated: { unicodeBidi: 'isolate', direction: 'ltr' },
  status: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
  },
  error: {
    display: 'block',
    overflowWrap: 'anywhere',
    whiteSpace: 'pre-wrap',
    maxHeight: 120,
    overflowY: 'auto',
  },
  hidden: { borderBottom: 'none' },
  details: { paddingTop: 0 },
}));

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
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const { path, parameters } = readableCall(call.path);
  const outcome = outcomeOf(call);
  const detailsId = `servicenow-ticketing-call-${call.id}`;
  const cell = isOpen ? classes.hidden : undefined;
  const name = `${call.method} ${path}`;
  const duration =
    call.duration_ms < SECOND
      ? t('calls.milliseconds', { value: String(call.duration_ms) })
      : t('calls.seconds', { value: (call.duration_ms / SECOND).toFixed(1) });
  return (
    <>
      <TableRow className={classes.row} hover>
        <TableCell className={`${classes.expander} ${cell ?? ''}`}>
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
        <TableCell className={`${classes.nowrap} ${cell ?? ''}`}>
          <RelativeTime value={call.started_at} />
        </TableCell>
        <TableCell className={cell}>
          <div className={classes.call}>
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
        </TableCell>
        <TableCell className={cell}>
          <span className={classes.status}>
            <OutcomeIcon outcome={OUTCOMES[outcome] ?? 'failed'} />
            <span>
              {call.status} {t(`calls.outcome.${outcome}`)}
            </span>
          </span>
          {call.error !== null && (
            <Typography
              variant="caption"
              color="textSecondary"
              className={classes.error}
              dir="auto"
            >
              {visibleText(call.error)}
            </Typography>
          )}
        </TableCell>
        <TableCell align="right" className={`${classes.nowrap} ${cell ?? ''}`}>
          {duration}
        </TableCell>
      </TableRow>
      {isOpen && (
        <TableRow id={detailsId}>
          <TableCell className={classes.expander} />
          <TableCell colSpan={columns - 1} className={classes.details}>
            <CallDetails call={call} />
          </TableCell>
        </TableRow>
      )}
    </>
  );
};
