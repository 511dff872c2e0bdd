import { Link } from '@backstage/core-components';
import { useIntegrationsHealth } from '../../../hooks/useIntegrations';
import { useSettingsPaths } from '../useSettingsPaths';

/** Every connected instance. */
export const IntegrationsList = (_props: { isAdding?: boolean }) => {
  const integrations = useIntegrationsHealth();
  const paths = useSettingsPaths();
  return (
    <ul>
      {integrations.data?.items.map(({ id, title }) => (
        <li key={id}>
          <Link to={paths.part(id, 'connection')}>{title}</Link>
        </li>
      ))}
    </ul>
  );
};
