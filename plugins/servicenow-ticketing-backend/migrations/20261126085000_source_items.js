// @ts-check

/**
 * What is known of the tools that are asked instead of reporting themselves.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('source_items', table => {
    table.comment('Anomalies of a polled tool, as they were when last seen');
    table.string('source', 64).notNullable().comment('Id of the source');
    table.string('item_id', 64).notNullable().comment('Id in the tool');
    table
      .string('fingerprint', 64)
      .notNullable()
      .comment('Which anomaly of the portal it is about');
    table
      .string('digest', 64)
      .notNullable()
      .comment('Hash of what makes it news; the same means nothing to report');
    table
      .string('status', 32)
      .notNullable()
      .comment('Status in the tool, to write it only where it differs');
    table
      .timestamp('seen_at', { useTz: true, precision: 3 })
      .notNullable()
      .comment('When the tool last listed it');
    table.primary(['source', 'item_id']);
    table.index(['source', 'fingerprint'], 'source_items_fingerprint_idx');
  });
  await knex.schema.createTable('source_cursors', table => {
    table.comment('How far a polled tool has been read, and written back to');
    table.string('source', 64).primary().comment('Id of the source');
    table
      .text('cursor')
      .notNullable()
      .comment('JSON: newest anomaly seen, newest decision written back');
    table
      .timestamp('updated_at', { useTz: true, precision: 3 })
      .notNullable()
      .comment('When that was');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('source_cursors');
  await knex.schema.dropTableIfExists('source_items');
};
