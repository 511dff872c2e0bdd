// @ts-check

/**
 * What comes from ServiceNow: what both sides agreed on, how far the changes of each table were read, journal entries
 * and calls that were taken in already, and links that are broken or whose automatic changes are held back.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  /** @type {(table: import('knex').Knex.CreateTableBuilder, name: string) => import('knex').Knex.ColumnBuilder} */
  const time = (table, name) =>
    table.timestamp(name, { useTz: true, precision: 3 });

  await knex.schema.alterTable('tickets', table => {
    table
      .text('agreed_fields')
      .comment(
        'JSON: raw values by ServiceNow field that both sides last agreed on',
      );
    table
      .text('seen_fields')
      .comment('JSON: raw values whose changes were told and acted upon');
    table
      .integer('remote_mod_count')
      .comment('sys_mod_count of the newest version that anybody read');
    table
      .integer('merged_mod_count')
      .comment('sys_mod_count of the version that was last merged');
    time(table, 'journal_since').comment(
      'Journal entries from then on are taken in',
    );
    time(table, 'inbound_due_at').comment(
      'Since when it is to be read whatever the poll says',
    );
    table.text('broken_reason').comment('Why its links are broken, in words');
    time(table, 'broken_since').comment('Since when they are');
    table.index(
      ['integration_id', 'inbound_due_at'],
      'tickets_inbound_due_idx',
    );
    table.index(
      ['integration_id', 'table_name', 'synced_at', 'id'],
      'tickets_synced_idx',
    );
  });

  await knex.schema.alterTable('ticket_links', table => {
    table
      .text('automatic_changes')
      .comment('JSON list of times: when the ticket last changed the anomaly');
    time(table, 'paused_until').comment(
      'Until then the ticket changes nothing, because it did so too often',
    );
  });

  await knex.schema.alterTable('activities', table => {
    table.integer('ticket_id').comment('The ticket it is about or comes from');
  });

  await knex.schema.createTable('inbound_cursors', table => {
    table.comment('How far the changes of each table in ServiceNow were read');
    table
      .integer('integration_id')
      .notNullable()
      .references('id')
      .inTable('integrations')
      .onDelete('CASCADE')
      .comment('The instance');
    table.string('table_name', 80).notNullable().comment('ServiceNow table');
    time(table, 'watermark').comment(
      "sys_updated_on up to which changes were read, by ServiceNow's clock",
    );
    time(table, 'read_at').comment('When they were last read to the end');
    table.primary(['integration_id', 'table_name']);
  });

  await knex.schema.createTable('inbound_polls', table => {
    table.comment('When each instance is asked for changes');
    table
      .integer('integration_id')
      .primary()
      .references('id')
      .inTable('integrations')
      .onDelete('CASCADE')
      .comment('The instance');
    time(table, 'next_poll_at').comment('Not to be asked before');
    time(table, 'next_reconcile_at').comment(
      'When its tickets are next compared whether or not they changed',
    );
    time(table, 'succeeded_at').comment('When it last told all changes');
    time(table, 'failed_at').comment('When asking last failed, until it works');
    table.text('last_error').comment('Why it failed, in words');
    table
      .integer('repaired')
      .notNullable()
      .defaultTo(0)
      .comment('Tickets of which changes had been missed, ever');
    table
      .text('last_repair')
      .comment('JSON: what the last comparison found and mended');
  });

  await knex.schema.createTable('journal_imports', table => {
    table.comment('Journal entries of ServiceNow that were taken in already');
    table
      .integer('integration_id')
      .notNullable()
      .references('id')
      .inTable('integrations')
      .onDelete('CASCADE')
      .comment('The instance');
    table.string('sys_id', 32).notNullable().comment('Id of the entry');
    time(table, 'imported_at').notNullable().comment('When');
    table.primary(['integration_id', 'sys_id']);
    table.index(['imported_at'], 'journal_imports_age_idx');
  });

  await knex.schema.createTable('webhook_receipts', table => {
    table.comment('Calls of ServiceNow that were taken in, to refuse repeats');
    table
      .integer('integration_id')
      .notNullable()
      .references('id')
      .inTable('integrations')
      .onDelete('CASCADE')
      .comment('The instance');
    table
      .string('signature', 64)
      .notNullable()
      .comment('What the call was signed with, in hex');
    time(table, 'received_at').notNullable().comment('When');
    table.primary(['integration_id', 'signature']);
    table.index(['received_at'], 'webhook_receipts_age_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'webhook_receipts',
    'journal_imports',
    'inbound_polls',
    'inbound_cursors',
  ]) {
    await knex.schema.dropTableIfExists(table);
  }
  await knex.schema.alterTable('tickets', table => {
    table.dropIndex(['integration_id'], 'tickets_inbound_due_idx');
    table.dropIndex(['integration_id'], 'tickets_synced_idx');
  });
  // knex rebuilds SQLite tables to drop a column, which would cascade to the rows that refer to them.
  const columns = {
    activities: ['ticket_id'],
    ticket_links: ['paused_until', 'automatic_changes'],
    tickets: [
      'broken_since',
      'broken_reason',
      'inbound_due_at',
      'journal_since',
      'merged_mod_count',
      'remote_mod_count',
      'seen_fields',
      'agreed_fields',
    ],
  };
  for (const [table, names] of Object.entries(columns)) {
    for (const name of names) {
      await knex.raw('alter table ?? drop column ??', [table, name]);
    }
  }
};
