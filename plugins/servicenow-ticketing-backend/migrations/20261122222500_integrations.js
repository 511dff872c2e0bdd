// @ts-check

/**
 * Integrations that are connected in the portal, with their credentials, health and the log of their calls.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  /** @type {(table: import('knex').Knex.CreateTableBuilder, name: string) => import('knex').Knex.ColumnBuilder} */
  const time = (table, name) =>
    table.timestamp(name, { useTz: true, precision: 3 });

  await knex.schema.alterTable('integrations', table => {
    table
      .text('definition')
      .comment('JSON without secrets; none for those of the config');
    table.text('secrets').comment('Encrypted JSON of secrets by path');
    table
      .integer('version')
      .notNullable()
      .defaultTo(0)
      .comment('Counts changes, so that every process notices them');
    table
      .text('health')
      .comment('JSON: status and message of the newest preflight');
    time(table, 'health_checked_at').comment('When that was');
    time(table, 'updated_at').comment('When an admin last changed it');
    time(table, 'disconnected_at').comment('When an admin disconnected it');
  });

  await knex.schema.createTable('oauth_tokens', table => {
    table.comment('Tokens of the authorization-code flow, for all processes');
    table
      .integer('integration_id')
      .primary()
      .references('id')
      .inTable('integrations')
      .onDelete('CASCADE')
      .comment('Whose they are');
    table.text('tokens').notNullable().comment('Encrypted JSON');
    table
      .integer('version')
      .notNullable()
      .comment('Counts refreshes, so that the first of several wins');
    time(table, 'refresh_lease_until').comment(
      'Until then one process is refreshing',
    );
    time(table, 'refused_at').comment(
      'When ServiceNow refused to refresh them',
    );
    time(table, 'updated_at').notNullable().comment('When they were issued');
  });

  await knex.schema.createTable('oauth_authorizations', table => {
    table.comment('Authorization-code flows that people have begun');
    table.string('id', 64).primary().comment('What the portal asks about');
    table
      .string('state_hash', 64)
      .notNullable()
      .unique({ indexName: 'oauth_authorizations_state_uniq' })
      .comment('SHA-256 of the state that the browser carries');
    table
      .integer('integration_id')
      .references('id')
      .inTable('integrations')
      .onDelete('CASCADE')
      .comment('The stored integration whose tokens they become at once');
    table.text('flow').notNullable().comment('Encrypted JSON');
    table
      .string('status', 16)
      .notNullable()
      .comment('pending, exchanging, authorized, failed');
    table.text('message').comment('Why it failed, in words');
    table.string('started_by', 255).notNullable().comment('User entity ref');
    time(table, 'expires_at').notNullable().comment('Worthless from then on');
    table.index(['expires_at'], 'oauth_authorizations_expires_idx');
  });

  await knex.schema.createTable('api_calls', table => {
    table.comment('Calls to ServiceNow, redacted, for those who debug');
    table.increments('id').comment('Id in the HTTP API');
    // No foreign key and no index on the time: this is written with every call, and few rows are kept.
    table.integer('integration_id').notNullable().comment('The instance');
    table.string('method', 8).notNullable().comment('HTTP method');
    table.text('path').notNullable().comment('Path with its query');
    table.smallint('status').comment('HTTP status; none without an answer');
    table.integer('duration_ms').notNullable().comment('How long it took');
    table.text('error').comment('Why it failed, in words');
    table.string('request_id', 64).notNullable().comment('Sent along');
    table.text('request_body').comment('Redacted and cut');
    table.text('response_body').comment('Redacted and cut');
    time(table, 'started_at').notNullable().comment('When it began');
    table.index(['integration_id', 'id'], 'api_calls_integration_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTableIfExists('api_calls');
  await knex.schema.dropTableIfExists('oauth_authorizations');
  await knex.schema.dropTableIfExists('oauth_tokens');
  // knex rebuilds SQLite tables to drop a column, which would cascade to the rows that refer to them.
  for (const column of [
    'disconnected_at',
    'updated_at',
    'health_checked_at',
    'health',
    'version',
    'secrets',
    'definition',
  ]) {
    await knex.raw('alter table integrations drop column ??', [column]);
  }
};
