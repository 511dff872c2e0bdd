// @ts-check

const SETTLED = "status in ('delivered', 'discarded')";
const UNSETTLED = "status in ('pending', 'retrying', 'delivering', 'dead')";

/**
 * Indexes of what is set at times only; in most rows it never is.
 *
 * @type {Record<string, { table: string; columns: string[]; set: string }>}
 */
const SPARSE_INDEXES = {
  deliveries_activity_idx: {
    table: 'deliveries',
    columns: ['activity_id'],
    set: 'activity_id',
  },
  tickets_group_idx: {
    table: 'tickets',
    columns: ['integration_id', 'group_key'],
    set: 'group_key',
  },
  tickets_forwarded_idx: {
    table: 'tickets',
    columns: ['integration_id', 'forwarded_at'],
    set: 'forwarded_at',
  },
  tickets_replaces_idx: {
    table: 'tickets',
    columns: ['replaces_id'],
    set: 'replaces_id',
  },
  tickets_inbound_due_idx: {
    table: 'tickets',
    columns: ['integration_id', 'inbound_due_at'],
    set: 'inbound_due_at',
  },
};

/** @param {import('knex').Knex} knex */
const isPostgres = knex => knex.client.config.client === 'pg';

const SYNCED_COLUMNS = 'integration_id, table_name, synced_hour, id';

/**
 * Makes each step of a delivery write less. On PostgreSQL a row that changes in nothing that an index holds, and finds
 * room beside its old version, leaves all indexes alone: so claiming a delivery changes nothing that is indexed, and
 * what is indexed of the time at which a ticket was read is the hour. Indexes leave out rows in which there is nothing
 * to find.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // That nothing is to happen any more is told by `settled_at` alone from now on.
  await knex.raw(
    `update deliveries set settled_at = created_at where settled_at is null and ${SETTLED}`,
  );
  await knex.raw(
    `update deliveries set settled_at = null where settled_at is not null and ${UNSETTLED}`,
  );
  await knex.raw('drop index deliveries_unsettled_idx');
  await knex.raw(
    'create index deliveries_unsettled_idx on deliveries (ticket_id, id) where settled_at is null',
  );
  for (const [name, { table, columns, set }] of Object.entries(
    SPARSE_INDEXES,
  )) {
    await knex.raw(`drop index ${name}`);
    await knex.raw(
      `create index ${name} on ${table} (${columns.join(
        ', ',
      )}) where ${set} is not null`,
    );
  }
  if (isPostgres(knex)) {
    await knex.raw('alter table deliveries set (fillfactor = 50)');
    await knex.raw('alter table tickets set (fillfactor = 70)');
  }
  await knex.raw('drop index tickets_synced_idx');
  await knex.raw(
    isPostgres(knex)
      ? `alter table tickets add column synced_hour timestamptz(3)
         generated always as (date_bin('1 hour', synced_at, timestamptz '1970-01-01 00:00:00+00')) stored`
      : `alter table tickets add column synced_hour integer
         generated always as (synced_at - synced_at % 3600000) virtual`,
  );
  await knex.raw(
    `create index tickets_synced_idx on tickets (${SYNCED_COLUMNS})`,
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop index tickets_synced_idx');
  await knex.raw('alter table tickets drop column synced_hour');
  await knex.raw(
    'create index tickets_synced_idx on tickets (integration_id, table_name, synced_at, id)',
  );
  if (isPostgres(knex)) {
    await knex.raw('alter table tickets reset (fillfactor)');
    await knex.raw('alter table deliveries reset (fillfactor)');
  }
  for (const [name, { table, columns }] of Object.entries(SPARSE_INDEXES)) {
    await knex.raw(`drop index ${name}`);
    await knex.raw(`create index ${name} on ${table} (${columns.join(', ')})`);
  }
  await knex.raw('drop index deliveries_unsettled_idx');
  await knex.raw(
    `create index deliveries_unsettled_idx on deliveries (ticket_id, id) where ${UNSETTLED}`,
  );
};
