import type { IntegrationDetails } from 'backstage-plugin-servicenow-ticketing-common';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { useMessages } from '../../../hooks/useMessages';
import { DefinitionForm } from '../DefinitionForm';
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
  const { t } = useMessages();
  const isReadOnly = integration.origin === 'config';
  const form = useSyncForm(stored, { isReadOnly });

  return (
    <>
      {isReadOnly && (
        <Alert severity="info" className={classes.readOnly}>
          {t('sync.readOnly', { name: integration.name })}
        </Alert>
      )}
      <DefinitionForm
        integration={integration}
        part="sync"
        change={form.sync && { sync: form.sync }}
        isDirty={form.isDirty}
        texts={{
          label: t('sync.label'),
          saved: t('sync.saved', { title: integration.title }),
          failed: t('sync.failed'),
          save: t('sync.save'),
          leave: t('sync.leaveText'),
        }}
        onReset={form.reset}
      >
        <ForwardingSection form={form} />
        <OutboundSection form={form} />
        <InboundSection
          form={form}
          hasSecret={integration.secrets_set.includes(
            'sync.inbound.push_secret',
          )}
        />
      </DefinitionForm>
    </>
  );
};
