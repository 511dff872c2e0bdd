// @ts-check

/**
 * What keeps reported documents: whether each was processed, the documents themselves for a while, and the CloudEvents
 * that were taken in.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  /** @type {(table: import('knex').Knex.CreateTableBuilder, name: string) => import('knex').Knex.ColumnBuilder} */
  const time = (table, name) =>
    table.timestamp(name, { useTz: true, precision: 3 });

  await knex.schema.alterTable('ingest_deliveries', table => {
    table
      .string('kind', 16)
      .notNullable()
      .defaultTo('document')
      .comment('How it came: document, batch, event');
    table
      .string('status', 16)
      .notNullable()
      .defaultTo('processed')
      .comment('received, processed, refused');
    table.text('reason').comment('Why it was refused or is not processed yet');
    table
      .text('event_headers')
      .comment('JSON object: headers that make it a CloudEvent');
    table
      .integer('body_bytes')
      .comment('Size of the document, unpacked; none for old ones');
    time(table, 'processed_at').comment('When it was processed or refused');
    table
      .integer('attempts')
      .notNullable()
      .defaultTo(0)
      .comment('Tries that failed for reasons of ours');
    time(table, 'next_attempt_at').comment(
      'When to process what is only received',
    );
    table.index(['status', 'next_attempt_at'], 'ingest_deliveries_due_idx');
  });

  await knex.schema.createTable('ingest_bodies', table => {
    table.comment('Reported documents as they came, for a while');
    table
      .integer('delivery_id')
      .primary()
      .references('id')
      .inTable('ingest_deliveries')
      .onDelete('CASCADE')
      .comment('The delivery it came with');
    table.integer('packed_bytes').notNullable().comment('Size of the body');
    table.binary('body').notNullable().comment('The document, gzip');
  });
  if (knex.client.config.client === 'pg') {
    // It is packed already: PostgreSQL need not try again.
    await knex.raw(
      'alter table ingest_bodies alter column body set storage external',
    );
  }

  await knex.schema.createTable('ingest_events', table => {
    table.comment('CloudEvents that were taken in, so that repeats are known');
    table.string('source', 64).notNullable().comment('Id of the source');
    table
      .string('event_key', 64)
      .notNullable()
      .comment('Hash of source and id of the event');
    table
      .integer('delivery_id')
      .notNullable()
      .references('id')
      .inTable('ingest_deliveries')
      .onDelete('CASCADE')
      .comment('The delivery that brought it first');
    table.primary(['source', 'event_key']);
    table.index(['delivery_id'], 'ingest_events_delivery_idx');
  });
  // Until now an event was a delivery of its own, under a key such as event:<hash>.
  await knex.raw(
    `insert into ingest_events (source, event_key, delivery_id)
     select source, substr(dedup_key, 7), id from ingest_deliveries where dedup_key like 'event:%'`,
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('ingest_events');
  await knex.schema.dropTableIfExists('ingest_bodies');
  // What was not processed is not known to older releases.
  await knex('ingest_deliveries').whereNot({ status: 'processed' }).delete();
  await knex.schema.alterTable('ingest_deliveries', table => {
    table.dropIndex(['status', 'next_attempt_at'], 'ingest_deliveries_due_idx');
  });
  // knex rebuilds SQLite tables to drop a column, which would cascade to the rows that refer to them.
  for (const column of [
    'next_attempt_at',
    'attempts',
    'processed_at',
    'body_bytes',
    'event_headers',
    'reason',
    'status',
    'kind',
  ]) {
    await knex.raw('alter table ingest_deliveries drop column ??', [column]);
  }
};
