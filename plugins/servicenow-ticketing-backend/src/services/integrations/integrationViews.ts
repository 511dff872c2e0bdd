import type {
  Integration,
  IntegrationDetails,
  IntegrationHealth,
} from 'backstage-plugin-servicenow-ticketing-common';
import { toIntegrationDefinition } from '../../config/toIntegrationDefinition';
import { splitSecrets } from './integrationSecrets';
import type {
  ConnectedIntegration,
  UnusableIntegration,
} from './LiveIntegrations';

/** An integration as lists show it. @internal */
export function toIntegration(
  { id, settings, origin }: ConnectedIntegration,
  context: { health: IntegrationHealth; isDefault: boolean },
): Omit<Integration, 'last_poll'> {
  return {
    id,
    name: settings.name,
    title: settings.title,
    description: settings.description ?? null,
    tags: settings.tags,
    kind: settings.kind,
    instance_url: settings.instanceUrl,
    auth_type: settings.auth.type,
    table: settings.table,
    is_default: context.isDefault,
    origin,
    health: context.health,
  };
}

/** The same with its definition, and which secrets it has. @internal */
export function toIntegrationDetails(
  connected: ConnectedIntegration,
  view: Integration,
): IntegrationDetails {
  const { definition, secrets } = splitSecrets(
    toIntegrationDefinition(connected.settings),
  );
  return { ...view, definition, secrets_set: Object.keys(secrets) };
}

/** One that cannot be used: what was stored may be of any shape, but its name. @internal */
export function toUnusableIntegration({
  id,
  name,
  definition,
  because,
}: UnusableIntegration): Integration {
  const stored = definition as Partial<Record<string, unknown>> & {
    auth?: { type?: Integration['auth_type'] };
  };
  const text = (key: string) =>
    typeof stored[key] === 'string' ? (stored[key] as string) : undefined;
  return {
    id,
    name,
    title: text('title') ?? name,
    description: text('description') ?? null,
    tags: [],
    kind: text('kind') === 'on-prem' ? 'on-prem' : 'cloud',
    instance_url: text('instance_url') ?? '',
    auth_type: stored.auth?.type ?? 'basic',
    table: text('table') ?? 'incident',
    is_default: false,
    origin: 'portal',
    health: { status: 'failed', message: because, checked_at: null },
    last_poll: null,
  };
}
