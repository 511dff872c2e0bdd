import { useMemo } from 'react';
import type { IntegrationDetails } from 'backstage-plugin-servicenow-ticketing-common';
import Alert from '@material-ui/lab/Alert';
import { useMessages } from '../../../hooks/useMessages';
import { EditableSync } from './EditableSync';
import { toSyncDraft } from './syncDraft';

interface SyncEditorProps {
  integration: IntegrationDetails;
}

/** What travels between anomalies and tickets, and when; read-only where the config says it. */
export const SyncEditor = ({ integration }: SyncEditorProps) => {
  const { t } = useMessages();
  const stored = useMemo(() => toSyncDraft(integration), [integration]);
  return stored ? (
    <EditableSync
      key={integration.id}
      integration={integration}
      stored={stored}
    />
  ) : (
    <Alert severity="warning">{t('sync.outdated')}</Alert>
  );
};
