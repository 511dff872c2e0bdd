import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { useMessages } from '../../hooks/useMessages';
import { useDecisions } from './DecisionsProvider';

const MAX_SHOWN = 5;

const useStyles = makeStyles(theme => ({
  list: { margin: 0, paddingLeft: theme.spacing(2.5) },
  text: { overflowWrap: 'anywhere' },
}));

/** Says which anomalies were not changed, and why. */
export const DecisionFailures = () => {
  const classes = useStyles();
  const { t } = useMessages();
  const { failures, dismissFailures } = useDecisions();
  if (failures.length === 0) {
    return null;
  }
  const reasonOf = (reason?: string) =>
    reason ?? t('board.actions.unknownReason');
  const rest = failures.length - MAX_SHOWN;
  return (
    <Alert
      severity="warning"
      onClose={dismissFailures}
      closeText={t('board.actions.dismiss')}
      className={classes.text}
    >
      {t('board.actions.failed', { count: failures.length })}
      <ul className={classes.list}>
        {failures.slice(0, MAX_SHOWN).map(({ title, reason }, index) => (
          <li key={index} dir="auto">
            {t('board.actions.failedOne', { title, reason: reasonOf(reason) })}
          </li>
        ))}
        {rest > 0 && <li>{t('board.actions.more', { count: rest })}</li>}
      </ul>
    </Alert>
  );
};
