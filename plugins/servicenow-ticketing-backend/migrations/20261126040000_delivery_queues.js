// @ts-check

const UNSETTLED = "status in ('pending', 'retrying', 'delivering', 'dead')";

/**
 * A queue per ticket, so that finding what is due costs the same however much waits, and what is needed to tell whether
 * an earlier try of a delivery may have been carried out.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  /** @type {(table: import('knex').Knex.CreateTableBuilder, name: string) => import('knex').Knex.ColumnBuilder} */
  const time = (table, name) =>
    table.timestamp(name, { useTz: true, precision: 3 });

  await knex.schema.createTable('delivery_queues', table => {
    table.comment('When to look at the deliveries of a ticket');
    table
      .integer('ticket_id')
      .primary()
      .comment('The ticket; without a reference, as rows may outlive it');
    table.integer('integration_id').notNullable().comment('Where they go');
    time(table, 'due_at').comment(
      'Something may be due from then on; none when nothing waits, or a person must decide',
    );
    table.index(['integration_id', 'due_at'], 'delivery_queues_due_idx');
  });

  await knex.schema.alterTable('deliveries', table => {
    time(table, 'doubt_until').comment(
      'An earlier try may have been carried out, or may still be until then',
    );
    time(table, 'first_tried_at').comment(
      'When the first try began, since a person last asked for one',
    );
    table.dropIndex(['status', 'next_attempt_at'], 'deliveries_due_idx');
    table.dropIndex(['ticket_id', 'status', 'id'], 'deliveries_ticket_idx');
    table.index(['ticket_id', 'id'], 'deliveries_ticket_idx');
  });
  await knex.raw(
    `create index deliveries_unsettled_idx on deliveries (ticket_id, id) where ${UNSETTLED}`,
  );
  // A try that was made before this was known may have been carried out.
  await knex.raw(
    `update deliveries set first_tried_at = created_at, doubt_until = created_at where attempts > 0 and ${UNSETTLED}`,
  );
  await knex.raw(
    `insert into delivery_queues (ticket_id, integration_id, due_at)
     select ticket_id, min(integration_id), min(created_at) from deliveries where ${UNSETTLED} group by ticket_id`,
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop index deliveries_unsettled_idx');
  await knex.schema.alterTable('deliveries', table => {
    table.dropIndex(['ticket_id', 'id'], 'deliveries_ticket_idx');
    table.index(['ticket_id', 'status', 'id'], 'deliveries_ticket_idx');
    table.index(['status', 'next_attempt_at'], 'deliveries_due_idx');
  });
  // knex rebuilds SQLite tables to drop a column, which would cascade to the rows that refer to them.
  for (const name of ['first_tried_at', 'doubt_until']) {
    await knex.raw('alter table ?? drop column ??', ['deliveries', name]);
  }
  await knex.schema.dropTableIfExists('delivery_queues');
};
