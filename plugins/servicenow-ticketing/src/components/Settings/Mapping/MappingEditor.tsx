import { useMemo } from 'react';
import type { IntegrationDetails } from 'backstage-plugin-servicenow-ticketing-common';
import Alert from '@material-ui/lab/Alert';
import { useMessages } from '../../../hooks/useMessages';
import { EditableMapping } from './EditableMapping';
import { toMappingDraft } from './draft/mappingDraft';

interface MappingEditorProps {
  integration: IntegrationDetails;
}

/** What becomes of an anomaly in ServiceNow, to change and to try out; read-only where the config says it. */
export const MappingEditor = ({ integration }: MappingEditorProps) => {
  const { t } = useMessages();
  const stored = useMemo(() => toMappingDraft(integration), [integration]);
  return stored ? (
    <EditableMapping
      key={integration.id}
      integration={integration}
      stored={stored}
    />
  ) : (
    <Alert severity="warning">{t('mapping.outdated')}</Alert>
  );
};
