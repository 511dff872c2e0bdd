import { FormEvent, useEffect } from 'react';
import { useHref, useLocation } from 'react-router-dom';
import {
  integrationDraft,
  type IntegrationDetails,
} from 'backstage-plugin-servicenow-ticketing-common';
import Divider from '@material-ui/core/Divider';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { useIntegrationOptions } from '../../../hooks/useIntegrations';
import { useMessages } from '../../../hooks/useMessages';
import { LeaveGuard } from '../../LeaveGuard';
import {
  ConnectionActions,
  ConnectionFields,
  firstCredentialId,
  useConnection,
} from '../ConnectionForm';
import { CREDENTIALS_HASH, useSettingsPaths } from '../useSettingsPaths';
import { ReadOnlyConnection } from './ReadOnlyConnection';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(2) },
  actions: { paddingTop: theme.spacing(2) },
}));

const EditConnection = (props: { integration: IntegrationDetails }) => {
  const { integration } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const options = useIntegrationOptions().data;
  const connection = useConnection({ stored: integration });
  const href = useHref(useSettingsPaths().part(integration.id, 'connection'));
  const { hash } = useLocation();
  const credentialId = firstCredentialId(integration.auth_type);

  useEffect(() => {
    if (hash === CREDENTIALS_HASH) {
      document.getElementById(credentialId)?.focus();
    }
  }, [hash, credentialId]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    connection.submit();
  };
  return (
    <Paper className={classes.root}>
      {options?.cannot_connect_because && (
        <Alert severity="warning">
          {t('settings.connection.cannotSave', {
            reason: options.cannot_connect_because,
          })}
        </Alert>
      )}
      <form onSubmit={submit} noValidate>
        <ConnectionFields
          connection={connection}
          redirectUrl={options?.oauth_redirect_url ?? ''}
        />
        <Divider />
        <div className={classes.actions}>
          <ConnectionActions
            connection={connection}
            isOff={options?.can_connect === false}
          />
        </div>
      </form>
      <LeaveGuard
        isDirty={connection.form.isDirty}
        href={href}
        title={t('settings.connection.discardTitle')}
        text={t('settings.connection.discardChanges')}
        stayLabel={t('settings.connection.keepEditing')}
        leaveLabel={t('settings.connection.discard')}
      />
    </Paper>
  );
};

/** The connection of one integration: a form, or what the config says. */
export const ConnectionTab = (props: { integration: IntegrationDetails }) => {
  const { integration } = props;
  const { t } = useMessages();
  const read = integrationDraft.safeParse(integration.definition);
  if (!read.success) {
    return (
      <Alert severity="warning">
        {t('settings.connection.unreadable', {
          message: read.error.issues
            .map(({ path, message }) => `${path.join('.')}: ${message}.`)
            .join(' '),
        })}
      </Alert>
    );
  }
  return integration.origin === 'config' ? (
    <ReadOnlyConnection integration={integration} definition={read.data} />
  ) : (
    <EditConnection integration={integration} />
  );
};
