// @ts-check

/**
 * Finds what was restored lately without reading every timeline.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.raw(
    `create index activities_restored_idx on activities (created_at)
     where to_status = 'Archived' and resolution = 'Resolved'`,
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop index activities_restored_idx');
};
