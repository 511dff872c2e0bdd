// @ts-check

/**
 * Tickets that are made without a person: what others may join them by, and when they were made or may be; and which
 * ticket took the place of one that was closed.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('tickets', table => {
    table
      .string('group_key', 64)
      .comment('Hash of what anomalies must have in common to join it');
    table
      .timestamp('forwarded_at', { useTz: true, precision: 3 })
      .comment('When it was made without a person, or may be; none for others');
    table
      .integer('replaces_id')
      .comment('The closed ticket whose place it takes');
    table.index(['integration_id', 'group_key'], 'tickets_group_idx');
    table.index(['integration_id', 'forwarded_at'], 'tickets_forwarded_idx');
    table.index(['replaces_id'], 'tickets_replaces_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('tickets', table => {
    table.dropIndex(['integration_id', 'group_key'], 'tickets_group_idx');
    table.dropIndex(
      ['integration_id', 'forwarded_at'],
      'tickets_forwarded_idx',
    );
    table.dropIndex(['replaces_id'], 'tickets_replaces_idx');
  });
  // One by one and not by dropColumns: SQLite would build the table anew, and what refers to it would go with it.
  for (const column of ['group_key', 'forwarded_at', 'replaces_id']) {
    await knex.raw('ALTER TABLE tickets DROP COLUMN ??', [column]);
  }
};
