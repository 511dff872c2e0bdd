import type { IntegrationSettings } from '../../domain/integrationSettings';

/** Roles of a fresh instance that may write to a table; any of them is enough. */
const WRITERS: Record<string, string[]> = {
  incident: ['itil', 'sn_incident_write'],
  problem: ['itil', 'problem_coordinator', 'sn_problem_write'],
  change_request: ['itil', 'sn_change_write'],
};

/** User name of the service account; `undefined` where the way to sign in does not tell. */
export function userNameOf({
  auth,
}: Pick<IntegrationSettings, 'auth'>): string | undefined {
  return 'username' in auth ? auth.username : undefined;
}

/** What to call the account in a remedy. */
export function accountOf(settings: Pick<IntegrationSettings, 'auth'>): string {
  return userNameOf(settings) ?? 'the service account';
}

/** The roles that usually may write to a table; none where we do not know. */
export function writersOf(table: string): string[] {
  return WRITERS[table] ?? [];
}

/** What an account needs that is refused a table. */
export function roleRemedy(settings: IntegrationSettings): string {
  const [role = 'itil'] = writersOf(settings.table);
  return `Add the role ${role} to ${accountOf(
    settings,
  )}, or whatever role the ACLs of ${settings.table} ask for.`;
}
