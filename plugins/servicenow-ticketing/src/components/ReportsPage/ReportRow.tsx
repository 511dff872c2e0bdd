import { ComponentType, ReactNode } from 'react';
import type {
  IngestStatus,
  KeptIngest,
} from 'backstage-plugin-servicenow-ticketing-common';
import IconButton from '@material-ui/core/IconButton';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import BlockIcon from '@material-ui/icons/Block';
import CheckIcon from '@material-ui/icons/Check';
import ExpandLessIcon from '@material-ui/icons/ExpandLess';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import WaitingIcon from '@material-ui/icons/HourglassEmpty';
import WarningIcon from '@material-ui/icons/Warning';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { RelativeTime } from '../RelativeTime';
import { ReportDetails } from './ReportDetails';
import { useReportWords } from './useReportWords';

const KILOBYTE = 1_000;

const useStyles = makeStyles(theme => ({
  root: {
    borderTop: `1px solid ${theme.palette.divider}`,
    padding: theme.spacing(1, 2),
  },
  bar: { display: 'flex', alignItems: 'flex-start', gap: theme.spacing(1) },
  words: { flex: 1, minWidth: 0, overflowWrap: 'anywhere' },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(1),
    ...theme.typography.caption,
    color: theme.palette.text.secondary,
  },
}));

const ICONS: Record<IngestStatus, ComponentType<SvgIconProps>> = {
  received: WaitingIcon,
  processed: CheckIcon,
  refused: BlockIcon,
};

interface ReportRowProps {
  report: KeptIngest;
  /** What people call its source. */
  source: string;
  isOpen: boolean;
  onToggle: () => void;
}

/** One report: when it came from where, and what became of it. */
export const ReportRow = (props: ReportRowProps) => {
  const { report, source, isOpen, onToggle } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const { number } = useFormats();
  const sayReport = useReportWords();
  const id = String(report.id);
  const isPartly = (report.report?.errors.length ?? 0) > 0;
  const Icon = isPartly ? WarningIcon : ICONS[report.status];
  const facts: ReactNode[] = [
    <RelativeTime key="time" value={report.received_at} inList />,
    t(`reports.kinds.${report.kind}`),
    report.body_bytes !== null &&
      t('reports.size', {
        size: number(Math.ceil(report.body_bytes / KILOBYTE)),
      }),
    report.reported_by && t('reports.by', { name: report.reported_by }),
  ].filter(Boolean);
  return (
    <li className={classes.root} aria-label={t('reports.row', { id, source })}>
      <div className={classes.bar}>
        <Icon
          fontSize="small"
          color={isPartly || report.status === 'refused' ? 'error' : 'inherit'}
          aria-hidden
        />
        <div className={classes.words}>
          <Typography variant="body2" component="div">
            <strong>{source}</strong>
            {` · ${t(`reports.statuses.${report.status}`)}`}
            {report.report && ` · ${sayReport(report.report)}`}
          </Typography>
          {report.reason && (
            <Typography variant="body2" color="textSecondary" dir="auto">
              {report.reason}
            </Typography>
          )}
          <div className={classes.facts}>
            {facts.map((fact, index) => (
              <span key={index}>{fact}</span>
            ))}
          </div>
        </div>
        <IconButton
          size="small"
          aria-expanded={isOpen}
          aria-label={t(isOpen ? 'reports.hide' : 'reports.show', { id })}
          onClick={onToggle}
        >
          {isOpen ? <ExpandLessIcon /> : <ExpandMoreIcon />}
        </IconButton>
      </div>
      {isOpen && <ReportDetails report={report} />}
    </li>
  );
};
