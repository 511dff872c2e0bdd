// @ts-check

/**
 * How much the last poll of an instance brought, to be shown beside when that was.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('inbound_polls', table => {
    table
      .integer('changed_tickets')
      .comment('Linked tickets that had changed when it last told all changes');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  // knex rebuilds SQLite tables to drop a column, which would cascade to the rows that refer to them.
  await knex.raw('alter table inbound_polls drop column changed_tickets');
};
