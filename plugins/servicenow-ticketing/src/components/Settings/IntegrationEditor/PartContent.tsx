import type { IntegrationDetails } from 'backstage-plugin-servicenow-ticketing-common';
import { CallLog } from '../Calls';
import { ConnectionTab } from '../ConnectionTab';
import { MappingEditor } from '../Mapping';
import { SyncEditor } from '../Sync';
import type { IntegrationPart } from '../useSettingsPaths';

interface PartContentProps {
  integration: IntegrationDetails;
  part: IntegrationPart;
}

/** What a tab of the editor shows. */
export const PartContent = ({ integration, part }: PartContentProps) => {
  switch (part) {
    case 'connection':
      return <ConnectionTab integration={integration} />;
    case 'mapping':
      return <MappingEditor integration={integration} />;
    case 'sync':
      return <SyncEditor integration={integration} />;
    case 'calls':
      return <CallLog integrationId={integration.id} />;
  }
};
