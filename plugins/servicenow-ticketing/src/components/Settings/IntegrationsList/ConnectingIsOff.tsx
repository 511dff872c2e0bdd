import { CodeSnippet } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { useMessages } from '../../../hooks/useMessages';

const EXAMPLE = `servicenowTicketing:
  encryption:
    keys:
      - \${SERVICENOW_TICKETING_KEY}`;

const useStyles = makeStyles(theme => ({
  root: { marginBottom: theme.spacing(2) },
  message: { minWidth: 0, overflowWrap: 'anywhere' },
}));

/** Why nothing can be connected in the portal, and how to turn it on. */
export const ConnectingIsOff = ({ reason }: { reason: string }) => {
  const classes = useStyles();
  const { t } = useMessages();
  return (
    <Alert
      severity="info"
      className={classes.root}
      classes={{ message: classes.message }}
    >
      <AlertTitle>{t('settings.list.offTitle')}</AlertTitle>
      {reason} {t('settings.list.offRemedy')}
      <CodeSnippet text={EXAMPLE} language="yaml" showCopyCodeButton />
    </Alert>
  );
};
