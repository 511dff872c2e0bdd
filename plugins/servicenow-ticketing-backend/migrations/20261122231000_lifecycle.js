// @ts-check

/**
 * What anomalies need to be lived with: flapping, expiry, duplicates, days of history; datasets assigned by hand; and
 * who owns the entities of anomalies.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  /** @type {(table: import('knex').Knex.CreateTableBuilder, name: string) => import('knex').Knex.ColumnBuilder} */
  const time = (table, name) =>
    table.timestamp(name, { useTz: true, precision: 3 });

  await knex.schema.alterTable('anomalies', table => {
    table
      .text('turns')
      .notNullable()
      .defaultTo('[]')
      .comment('JSON list of times: when it last began to fail or to pass');
    table
      .boolean('flapping')
      .notNullable()
      .defaultTo(false)
      .comment('It has failed and passed in turns lately');
    table
      .integer('duplicate_of')
      .comment('Archived as a duplicate of this anomaly');
    time(table, 'archived_until').comment('A failure after that reopens it');
    table
      .integer('archived_occurrences')
      .comment('Runs it had failed in when it was archived');
    table.smallint('archived_severity').comment('Its severity then');
    table
      .text('dataset_key')
      .notNullable()
      .defaultTo('')
      .comment('Platform and normalised name; recognises the dataset');
    table
      .string('named_entity_ref', 500)
      .comment('The entity the source itself names, as it says');
    table.index(['dataset_key'], 'anomalies_dataset_key_idx');
    table.index(['duplicate_of'], 'anomalies_duplicate_idx');
  });

  await knex.schema.alterTable('activities', table => {
    time(table, 'edited_at').comment('When its author last changed it');
    time(table, 'deleted_at').comment('When its author took it back');
  });

  await knex.schema.createTable('occurrence_days', table => {
    table.comment('How often the runs of a day said what, kept for long');
    table
      .integer('anomaly_id')
      .notNullable()
      .references('id')
      .inTable('anomalies')
      .onDelete('CASCADE')
      .comment('The anomaly');
    table.string('day', 10).notNullable().comment('Such as 2026-01-22, UTC');
    table.integer('failed').notNullable().comment('Runs that failed');
    table.integer('passed').notNullable().comment('Runs that passed');
    table.integer('unknown').notNullable().comment('Runs that said nothing');
    table
      .bigInteger('max_affected_count')
      .comment('Most rows complained about');
    table.primary(['anomaly_id', 'day']);
    table.index(['day'], 'occurrence_days_day_idx');
  });

  await knex.schema.createTable('dataset_assignments', table => {
    table.comment('Which entities a dataset is, as an admin says');
    table.increments('id').comment('Id in the HTTP API');
    table
      .text('dataset_key')
      .notNullable()
      .unique({ indexName: 'dataset_assignments_key_uniq' })
      .comment('The dataset, as in anomalies');
    table.text('dataset_name').notNullable().comment('What people call it');
    table.text('entity_refs').notNullable().comment('JSON list');
    table.string('assigned_by', 255).notNullable().comment('User entity ref');
    time(table, 'assigned_at').notNullable().comment('When');
  });

  await knex.schema.createTable('entity_owners', table => {
    table.comment('Who owns the entities of anomalies, as the catalog says');
    table
      .string('entity_ref', 500)
      .notNullable()
      .comment('Full entity ref, lower case');
    table
      .string('owner_ref', 500)
      .notNullable()
      .comment('Full entity ref, lower case');
    table.primary(['entity_ref', 'owner_ref']);
    table.index(['owner_ref', 'entity_ref'], 'entity_owners_owner_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'entity_owners',
    'dataset_assignments',
    'occurrence_days',
  ]) {
    await knex.schema.dropTableIfExists(table);
  }
  await knex.schema.alterTable('anomalies', table => {
    table.dropIndex(['dataset_key'], 'anomalies_dataset_key_idx');
    table.dropIndex(['duplicate_of'], 'anomalies_duplicate_idx');
  });
  // knex rebuilds SQLite tables to drop a column, which would cascade to the rows that refer to them.
  const columns = {
    activities: ['deleted_at', 'edited_at'],
    anomalies: [
      'named_entity_ref',
      'dataset_key',
      'archived_severity',
      'archived_occurrences',
      'archived_until',
      'duplicate_of',
      'flapping',
      'turns',
    ],
  };
  for (const [table, names] of Object.entries(columns)) {
    for (const name of names) {
      await knex.raw('alter table ?? drop column ??', [table, name]);
    }
  }
};
