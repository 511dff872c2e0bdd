import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { useIntegrationsHealth } from '../../hooks/useIntegrations';
import { useMessages } from '../../hooks/useMessages';

const useStyles = makeStyles({ message: { overflowWrap: 'anywhere' } });

/** Says which instances take nothing at present, and why; nothing when all do. */
export const ConnectionBanner = () => {
  const classes = useStyles();
  const { t } = useMessages();
  const broken = (useIntegrationsHealth().data?.items ?? []).filter(
    ({ health }) => health.status === 'failed',
  );
  return (
    <>
      {broken.map(({ id, title, health }) => (
        <Alert key={id} severity="error">
          <AlertTitle>{t('deliveries.bannerTitle', { title })}</AlertTitle>
          <div className={classes.message}>{health.message}</div>
          {t('deliveries.bannerText')}
        </Alert>
      ))}
    </>
  );
};
