// @ts-check

/**
 * The first tables: anomalies and what was observed and decided about them, tickets and the outbox.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  /** @type {(table: import('knex').Knex.CreateTableBuilder, name: string) => import('knex').Knex.ColumnBuilder} */
  const time = (table, name) =>
    table.timestamp(name, { useTz: true, precision: 3 });

  await knex.schema.createTable('anomalies', table => {
    table.comment('One row per problem of a dataset, however often it fails');
    table.increments('id').comment('Id in the HTTP API');
    table.string('source', 64).notNullable().comment('Id of the source');
    table
      .string('fingerprint', 64)
      .notNullable()
      .comment('Hash that recognises the problem when it comes again');
    table
      .text('check_key')
      .notNullable()
      .comment('The stable name of the check');
    table.text('title').notNullable().comment('What failed, as the tool says');
    table
      .text('message')
      .notNullable()
      .comment('Why, in words, of the last run');
    table.string('type', 64).notNullable().comment('Kind of the problem');
    table
      .smallint('severity')
      .notNullable()
      .comment('1 critical, 2 high, 3 medium, 4 low');
    table.string('source_severity', 64).comment('As the tool says');
    table.double('weight').comment('As the tool says');
    table
      .string('condition', 16)
      .notNullable()
      .comment('failing, passing, unknown');
    table
      .string('status', 16)
      .notNullable()
      .comment('Active, Acknowledged, Archived');
    table.string('resolution', 16).comment('Why it was archived');
    table.string('dataset_platform', 64).comment('Where the dataset lives');
    table.text('dataset_fqn').comment('Fully qualified name, as the tool says');
    table.text('dataset_name').notNullable().comment('What people call it');
    table.text('dataset_node_id').comment('The id the tool gives the dataset');
    table.text('fields').notNullable().comment('JSON list of field names');
    table
      .text('failed_checks')
      .notNullable()
      .comment('JSON list {name,message}');
    table.text('tags').notNullable().comment('JSON list');
    table.text('url').comment('Where the tool shows it');
    table
      .integer('occurrence_count')
      .notNullable()
      .comment('Runs it failed in');
    table
      .bigInteger('affected_count')
      .comment('Rows the last failure was about');
    time(table, 'first_seen_at').notNullable().comment('First failing run');
    time(table, 'last_seen_at').notNullable().comment('Last failing run');
    table.string('assignee', 255).comment('User entity ref');
    time(table, 'snoozed_until').comment('Hidden until then');
    table.integer('version').notNullable().comment('Counts changes by people');
    time(table, 'created_at')
      .notNullable()
      .comment('When it was first reported');
    time(table, 'updated_at')
      .notNullable()
      .comment('When the row last changed');
    table.unique(['source', 'fingerprint'], {
      indexName: 'anomalies_source_fingerprint_uniq',
    });
    table.index(['status', 'last_seen_at', 'id'], 'anomalies_status_seen_idx');
    table.index(['last_seen_at', 'id'], 'anomalies_seen_idx');
    table.index(['severity', 'last_seen_at', 'id'], 'anomalies_severity_idx');
  });

  await knex.schema.createTable('anomaly_entities', table => {
    table.comment('The catalog entities an anomaly belongs to');
    table
      .integer('anomaly_id')
      .notNullable()
      .references('id')
      .inTable('anomalies')
      .onDelete('CASCADE')
      .comment('The anomaly');
    table
      .string('entity_ref', 500)
      .notNullable()
      .comment('Full entity ref, lower case');
    table.primary(['anomaly_id', 'entity_ref']);
    table.index(['entity_ref', 'anomaly_id'], 'anomaly_entities_ref_idx');
  });

  await knex.schema.createTable('occurrences', table => {
    table.comment('What each run of a source said about an anomaly');
    table.increments('id').comment('Id');
    table
      .integer('anomaly_id')
      .notNullable()
      .references('id')
      .inTable('anomalies')
      .onDelete('CASCADE')
      .comment('The anomaly');
    table.string('run_id', 255).notNullable().comment('Id of the run');
    time(table, 'observed_at').notNullable().comment('When the run looked');
    table.string('outcome', 16).notNullable().comment('fail, warn, pass, ...');
    table.bigInteger('affected_count').comment('Rows it complained about');
    table.text('message').notNullable().comment('Why, in words');
    table.unique(['anomaly_id', 'run_id'], {
      indexName: 'occurrences_anomaly_run_uniq',
    });
    table.index(['anomaly_id', 'observed_at'], 'occurrences_observed_idx');
  });

  await knex.schema.createTable('activities', table => {
    table.comment('The timeline of an anomaly');
    table.increments('id').comment('Id');
    table
      .integer('anomaly_id')
      .notNullable()
      .references('id')
      .inTable('anomalies')
      .onDelete('CASCADE')
      .comment('The anomaly');
    table.string('kind', 32).notNullable().comment('What happened');
    table.string('actor', 255).comment('User entity ref; none for a source');
    table.string('actor_name', 255).comment('Name to show');
    table.text('body').comment('Comment or sentence');
    table.string('from_status', 16).comment('Status before');
    table.string('to_status', 16).comment('Status after');
    table.string('resolution', 16).comment('Why it was archived');
    time(table, 'created_at').notNullable().comment('When');
    table.index(['anomaly_id', 'id'], 'activities_anomaly_idx');
  });

  await knex.schema.createTable('ingest_deliveries', table => {
    table.comment('Documents that sources reported, so that repeats are known');
    table.increments('id').comment('Id in the HTTP API');
    table.string('source', 64).notNullable().comment('Id of the source');
    table
      .string('dedup_key', 128)
      .notNullable()
      .comment('Hash of the body or the idempotency key of the sender');
    table.string('reported_by', 255).comment('Who sent it');
    time(table, 'received_at').notNullable().comment('When');
    table.text('report').notNullable().comment('The answer, JSON');
    table.unique(['source', 'dedup_key'], {
      indexName: 'ingest_deliveries_dedup_uniq',
    });
  });

  await knex.schema.createTable('integrations', table => {
    table.comment('Connected ServiceNow instances');
    table.increments('id').comment('Id in the HTTP API');
    table
      .string('name', 64)
      .notNullable()
      .unique()
      .comment('Name in the config');
    table.string('origin', 16).notNullable().comment('config');
    time(table, 'created_at').notNullable().comment('When it was first seen');
  });

  await knex.schema.createTable('tickets', table => {
    table.comment('Our view of ServiceNow records');
    table.increments('id').comment('Id; not shown outside');
    table
      .integer('integration_id')
      .notNullable()
      .references('id')
      .inTable('integrations')
      .comment('The instance it lives in');
    table.string('table_name', 80).notNullable().comment('ServiceNow table');
    table.string('sys_id', 32).comment('Id in ServiceNow; none until created');
    table.string('number', 40).comment('Number in ServiceNow');
    table
      .string('correlation_id', 100)
      .comment('What a created record carries, to find it again');
    table.text('title').notNullable().comment('Short description');
    table.string('state', 40).comment('Raw value of the state');
    table.string('state_label', 80).comment('Label of the state');
    table.string('priority', 80).comment('Label of the priority');
    table.string('assigned_to', 255).comment('Display name');
    time(table, 'remote_updated_at').comment('sys_updated_on');
    time(table, 'synced_at').comment('When we last read it');
    time(table, 'created_at').notNullable().comment('When we first knew it');
    table.unique(['integration_id', 'table_name', 'sys_id'], {
      indexName: 'tickets_record_uniq',
    });
  });

  await knex.schema.createTable('ticket_links', table => {
    table.comment('Tickets tied to anomalies');
    table.increments('id').comment('Id in the HTTP API');
    table
      .integer('anomaly_id')
      .notNullable()
      .references('id')
      .inTable('anomalies')
      .onDelete('CASCADE')
      .comment('The anomaly');
    table
      .integer('ticket_id')
      .notNullable()
      .references('id')
      .inTable('tickets')
      .comment('The ticket');
    table.string('origin', 16).notNullable().comment('created or linked');
    table
      .string('idempotency_key', 255)
      .comment('Of the request that created it');
    table.string('created_by', 255).comment('User entity ref');
    time(table, 'created_at').notNullable().comment('When');
    table.unique(['anomaly_id', 'ticket_id'], {
      indexName: 'ticket_links_pair_uniq',
    });
    table.unique(['anomaly_id', 'idempotency_key'], {
      indexName: 'ticket_links_idempotency_uniq',
    });
    table.index(['ticket_id'], 'ticket_links_ticket_idx');
  });

  await knex.schema.createTable('deliveries', table => {
    table.comment('The outbox: durable intents to change ServiceNow');
    table.increments('id').comment('Id in the HTTP API');
    table
      .integer('integration_id')
      .notNullable()
      .references('id')
      .inTable('integrations')
      .comment('Where it goes');
    table
      .integer('ticket_id')
      .notNullable()
      .references('id')
      .inTable('tickets')
      .comment('The ticket; deliveries of one ticket go in order');
    table
      .integer('anomaly_id')
      .notNullable()
      .comment('The anomaly it is about');
    table.integer('link_id').comment('The link it is about');
    table.integer('activity_id').comment('The timeline entry that caused it');
    table.string('kind', 32).notNullable().comment('What it does');
    table.text('payload').notNullable().comment('JSON, by kind');
    table
      .string('status', 16)
      .notNullable()
      .comment('pending, delivering, ...');
    table.integer('attempts').notNullable().comment('Tries begun');
    time(table, 'next_attempt_at').comment('Not to be tried before');
    time(table, 'lease_expires_at').comment('Until then the claim holds');
    table.string('claim_token', 36).comment('Guards the settling');
    table.text('last_error').comment('Why the last try failed, in words');
    table.string('created_by', 255).comment('User entity ref');
    time(table, 'created_at').notNullable().comment('When');
    time(table, 'settled_at').comment('When it was delivered or given up');
    table.index(['ticket_id', 'status', 'id'], 'deliveries_ticket_idx');
    table.index(['status', 'next_attempt_at'], 'deliveries_due_idx');
    table.index(['anomaly_id', 'id'], 'deliveries_anomaly_idx');
    table.index(['activity_id'], 'deliveries_activity_idx');
  });

  await knex.schema.createTable('delivery_attempts', table => {
    table.comment('Tries of deliveries');
    table.increments('id').comment('Id');
    table
      .integer('delivery_id')
      .notNullable()
      .references('id')
      .inTable('deliveries')
      .onDelete('CASCADE')
      .comment('The delivery');
    table.integer('attempt').notNullable().comment('Counts from 1');
    time(table, 'started_at').notNullable().comment('When it began');
    table.integer('duration_ms').notNullable().comment('How long it took');
    table
      .string('outcome', 16)
      .notNullable()
      .comment('delivered, retry, refused');
    table.text('error').comment('Why it failed, in words');
    table.index(['delivery_id', 'attempt'], 'delivery_attempts_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'delivery_attempts',
    'deliveries',
    'ticket_links',
    'tickets',
    'integrations',
    'ingest_deliveries',
    'activities',
    'occurrences',
    'anomaly_entities',
    'anomalies',
  ]) {
    await knex.schema.dropTableIfExists(table);
  }
};
