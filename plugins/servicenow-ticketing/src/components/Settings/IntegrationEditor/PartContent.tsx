import type { IntegrationDetails } from 'backstage-plugin-servicenow-ticketing-common';
import type { IntegrationPart } from '../useSettingsPaths';

interface PartContentProps {
  integration: IntegrationDetails;
  part: IntegrationPart;
}

/** What a tab of the editor shows. */
export const PartContent = ({ integration, part }: PartContentProps) => {
  switch (part) {
    case 'connection':
      return <>{integration.instance_url}</>;
    case 'mapping':
      return null;
    case 'calls':
      return null;
  }
};
