import type { Knex } from 'knex';

/**
 * Forgets the credentials of an integration of the portal, and all of it but its name when no tickets refer to it.
 * Answers `false` when it is not connected there.
 */
export async function disconnectIntegration(options: {
  tx: Knex.Transaction;
  id: number;
  now: Date;
}): Promise<boolean> {
  const { tx, id, now } = options;
  const changed = await tx('integrations')
    .where({ id })
    .whereNotNull('definition')
    .whereNull('disconnected_at')
    .update({
      secrets: null,
      health: null,
      health_checked_at: null,
      version: tx.raw('version + 1'),
      updated_at: now,
      disconnected_at: now,
    });
  if (changed === 0) {
    return false;
  }
  for (const table of ['oauth_tokens', 'oauth_authorizations', 'api_calls']) {
    await tx(table).where({ integration_id: id }).delete();
  }
  const ticket = await tx('tickets').where({ integration_id: id }).first('id');
  if (!ticket) {
    await tx('integrations').where({ id }).delete();
  }
  return true;
}
