import type { Knex } from 'knex';

/** Writes integrations of these names; answers with their ids. */
export async function insertIntegrations(
  knex: Knex,
  names: string[],
): Promise<number[]> {
  const rows: { id: number }[] = await knex('integrations')
    .insert(
      names.map(name => ({
        name,
        origin: 'config' as const,
        created_at: new Date('2026-01-01T00:00:00Z'),
      })),
    )
    .returning('id');
  return rows.map(({ id }) => id);
}
