import { useRouteRef } from '@backstage/core-plugin-api';
import { rootRouteRef } from '../../routes';

/** The parts of an integration, in the order of their tabs. */
export const INTEGRATION_PARTS = [
  'connection',
  'mapping',
  'sync',
  'calls',
] as const;

/** One part of an integration; also the last part of its URL. */
export type IntegrationPart = (typeof INTEGRATION_PARTS)[number];

/** Behind the URL of the connection: begins at its credentials. */
export const CREDENTIALS_HASH = '#credentials';

/** Where the pages of the settings are. */
export function useSettingsPaths() {
  const list = `${useRouteRef(rootRouteRef)()}/settings`;
  return {
    list,
    add: `${list}/new`,
    part: (id: number, part: IntegrationPart) => `${list}/${id}/${part}`,
  };
}
