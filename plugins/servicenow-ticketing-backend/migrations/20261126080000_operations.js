// @ts-check

/**
 * Who watches which anomaly, and what finds deliveries that were settled long ago.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('anomaly_watchers', table => {
    table.comment('Who wants to hear of an anomaly, or does not');
    table
      .integer('anomaly_id')
      .notNullable()
      .references('id')
      .inTable('anomalies')
      .onDelete('CASCADE')
      .comment('The anomaly');
    table.string('user_ref', 255).notNullable().comment('User entity ref');
    table
      .boolean('watching')
      .notNullable()
      .comment('False when the person asked to hear nothing of it');
    table.primary(['anomaly_id', 'user_ref']);
  });
  await knex.raw(
    'create index deliveries_settled_idx on deliveries (settled_at, id) where settled_at is not null',
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop index deliveries_settled_idx');
  await knex.schema.dropTableIfExists('anomaly_watchers');
};
