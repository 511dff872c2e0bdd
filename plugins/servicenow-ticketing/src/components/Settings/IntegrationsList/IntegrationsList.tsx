import { useRef } from 'react';
import { useNavigate } from 'react-router-dom';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import AddIcon from '@material-ui/icons/Add';
import CloudIcon from '@material-ui/icons/CloudOutlined';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  useIntegrationOptions,
  useIntegrationsHealth,
} from '../../../hooks/useIntegrations';
import { useMessages } from '../../../hooks/useMessages';
import { LoadError } from '../../LoadError';
import { StateMessage } from '../../StateMessage';
import { AddIntegrationDialog } from '../AddIntegrationDialog';
import { useSettingsPaths } from '../useSettingsPaths';
import { ConnectingIsOff } from './ConnectingIsOff';
import { IntegrationCard } from './IntegrationCard';

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    marginBottom: theme.spacing(2),
  },
  list: { listStyle: 'none', margin: 0, padding: 0 },
  skeleton: { marginBottom: theme.spacing(2) },
}));

const SKELETON_HEIGHT = 112;

const ListContent = () => {
  const classes = useStyles();
  const { t } = useMessages();
  const integrations = useIntegrationsHealth();
  if (!integrations.data) {
    return integrations.error ? (
      <Paper>
        <LoadError
          error={integrations.error}
          title={t('settings.list.errorTitle')}
          onRetry={() => {
            integrations.refetch().catch(() => {
              // Shown right here.
            });
          }}
        />
      </Paper>
    ) : (
      <div role="status" aria-label={t('settings.list.loading')}>
        {[1, 2].map(index => (
          <Skeleton
            key={index}
            className={classes.skeleton}
            variant="rect"
            height={SKELETON_HEIGHT}
          />
        ))}
      </div>
    );
  }
  const { items } = integrations.data;
  return items.length === 0 ? (
    <Paper>
      <StateMessage
        icon={<CloudIcon />}
        title={t('settings.list.emptyTitle')}
        text={
          <>
            <p>{t('settings.list.emptyText')}</p>
            <p>{t('settings.list.emptyConfig')}</p>
          </>
        }
      />
    </Paper>
  ) : (
    <ul className={classes.list} aria-label={t('settings.list.title')}>
      {items.map(integration => (
        <IntegrationCard key={integration.id} integration={integration} />
      ))}
    </ul>
  );
};

/** Every connected instance, and a way to add another. Whether somebody adds one is in the URL. */
export const IntegrationsList = ({ isAdding }: { isAdding: boolean }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const options = useIntegrationOptions().data;
  const paths = useSettingsPaths();
  const navigate = useNavigate();
  const addButton = useRef<HTMLButtonElement>(null);
  const canConnect = options?.can_connect ?? false;
  return (
    <>
      <div className={classes.head}>
        <Typography variant="h5" component="h2">
          {t('settings.list.title')}
        </Typography>
        <Button
          ref={addButton}
          variant="contained"
          color="primary"
          startIcon={<AddIcon />}
          disabled={!canConnect}
          onClick={() => navigate(paths.add)}
        >
          {t('settings.list.add')}
        </Button>
      </div>
      {options && !canConnect && (
        <ConnectingIsOff reason={options.cannot_connect_because ?? ''} />
      )}
      <ListContent />
      {options && canConnect && (
        <AddIntegrationDialog
          options={options}
          open={isAdding}
          onClose={() => navigate(paths.list)}
          onExited={() => addButton.current?.focus()}
        />
      )}
    </>
  );
};
