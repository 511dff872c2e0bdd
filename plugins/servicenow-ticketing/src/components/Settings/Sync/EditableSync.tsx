import { useHref } from 'react-router-dom';
import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  IntegrationDetails,
  IntegrationDraftInput,
} from 'backstage-plugin-servicenow-ticketing-common';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { useSaveIntegration } from '../../../hooks/useIntegrations';
import { servicenowTicketingTranslationRef } from '../../../translation';
import { LeaveGuard } from '../../LeaveGuard';
import { SaveBar } from '../Mapping/SaveBar';
import { SaveRefusal } from '../Mapping/SaveRefusal';
import { useSettingsPaths } from '../useSettingsPaths';
import { ForwardingSection } from './ForwardingSection';
import { InboundSection } from './InboundSection';
import { OutboundSection } from './OutboundSection';
import type { SyncDraft } from './syncDraft';
import { useSyncForm } from './useSyncForm';

const useStyles = makeStyles(theme => ({
  readOnly: { marginBottom: theme.spacing(2) },
}));

interface EditableSyncProps {
  integration: IntegrationDetails;
  stored: SyncDraft;
}

/** The form of the sync settings. */
export const EditableSync = ({ integration, stored }: EditableSyncProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const alertApi = useApi(alertApiRef);
  const href = useHref(useSettingsPaths().part(integration.id, 'sync'));
  const isReadOnly = integration.origin === 'config';
  const form = useSyncForm(stored, { isReadOnly });
  const save = useSaveIntegration(integration.id);

  const submit = (options: { save_anyway?: boolean }) => {
    if (!form.sync || save.isPending) {
      return;
    }
    const definition = {
      ...integration.definition,
      sync: form.sync,
    } as IntegrationDraftInput;
    save.mutate(
      { definition, ...options },
      {
        onSuccess: () => {
          form.reset();
          alertApi.post({
            message: t('sync.saved', { title: integration.title }),
            severity: 'success',
            display: 'transient',
          });
        },
      },
    );
  };

  return (
    <>
      {isReadOnly && (
        <Alert severity="info" className={classes.readOnly}>
          {t('sync.readOnly', { name: integration.name })}
        </Alert>
      )}
      <Paper>
        <form
          noValidate
          aria-label={t('sync.label')}
          onSubmit={event => {
            event.preventDefault();
            event.currentTarget
              .querySelector<HTMLElement>('[aria-invalid=true]')
              ?.focus();
            submit({});
          }}
        >
          <ForwardingSection form={form} />
          <OutboundSection form={form} />
          <InboundSection
            form={form}
            hasSecret={integration.secrets_set.includes(
              'sync.inbound.push_secret',
            )}
          />
          {save.error && (
            <SaveRefusal
              title={t('sync.failed')}
              failure={save.error}
              onSaveAnyway={() => submit({ save_anyway: true })}
            />
          )}
          {!isReadOnly && (
            <SaveBar
              saveLabel={t('sync.save')}
              isDirty={form.isDirty}
              isInvalid={form.sync === undefined}
              isSaving={save.isPending}
              onReset={() => {
                form.reset();
                save.reset();
              }}
            />
          )}
        </form>
      </Paper>
      <LeaveGuard
        isDirty={form.isDirty}
        href={href}
        title={t('mapping.leave.title')}
        text={t('sync.leaveText')}
        stayLabel={t('mapping.leave.stay')}
        leaveLabel={t('mapping.leave.leave')}
      />
    </>
  );
};
