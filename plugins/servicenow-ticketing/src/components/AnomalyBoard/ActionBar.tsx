import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { DecisionButtons, useDecisions } from '../Decisions';

const PERCENT = 100;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    alignContent: 'flex-start',
    gap: theme.spacing(1.5, 2),
  },
  progress: { flex: '1 1 100%' },
}));

interface ActionBarProps {
  anomalies: Anomaly[];
  onDeselect: () => void;
}

/** What to do with the selected anomalies. */
export const ActionBar = ({ anomalies, onDeselect }: ActionBarProps) => {
  const classes = useStyles();
  const { t } = useMessages();
  const { number } = useFormats();
  const { progress } = useDecisions();
  return (
    <div
      className={classes.root}
      role="toolbar"
      aria-label={t('board.actions.label')}
      onKeyDown={event => {
        if (event.key === 'Escape' && !event.defaultPrevented) {
          onDeselect();
        }
      }}
    >
      <Typography variant="body2" role="status">
        {t('board.actions.selected', { count: anomalies.length })}
      </Typography>
      <DecisionButtons anomalies={anomalies} onDone={onDeselect} />
      <Button size="small" color="primary" onClick={onDeselect}>
        {t('board.actions.deselect')}
      </Button>
      {progress && progress.total > 1 && (
        <div className={classes.progress}>
          <LinearProgress
            variant="determinate"
            aria-label={t('board.actions.label')}
            value={(progress.done / progress.total) * PERCENT}
          />
          <Typography variant="caption">
            {t('board.actions.progress', {
              done: number(progress.done),
              total: number(progress.total),
            })}
          </Typography>
        </div>
      )}
    </div>
  );
};
