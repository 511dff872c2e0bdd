// @ts-check

/**
 * What keeps late and repeated reports from undoing newer ones.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('anomalies', table => {
    table
      .timestamp('last_observed_at', { useTz: true, precision: 3 })
      .comment(
        'Newest run that looked, whatever it said; older runs decide nothing',
      );
  });
  await knex.schema.alterTable('ingest_deliveries', table => {
    table
      .string('body_hash', 64)
      .comment(
        'SHA-256 of the document, to refuse an idempotency key used for another one',
      );
    table.index(['received_at'], 'ingest_deliveries_received_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('ingest_deliveries', table => {
    table.dropIndex(['received_at'], 'ingest_deliveries_received_idx');
  });
  // knex rebuilds SQLite tables to drop a column, which would cascade to the rows that refer to them.
  await knex.raw('alter table ingest_deliveries drop column body_hash');
  await knex.raw('alter table anomalies drop column last_observed_at');
};
