import type { Knex } from 'knex';

/** Takes the default flag from all integrations of the portal but one. */
export async function clearOtherDefaults(options: {
  tx: Knex.Transaction;
  id: number;
  now: Date;
}): Promise<void> {
  const { tx, id, now } = options;
  const others = await tx('integrations')
    .whereNot({ id })
    .whereNotNull('definition');
  for (const other of others) {
    const definition = JSON.parse(other.definition!);
    if (definition.default) {
      await tx('integrations')
        .where({ id: other.id })
        .update({
          definition: JSON.stringify({ ...definition, default: false }),
          version: other.version + 1,
          updated_at: now,
        });
    }
  }
}
