// @ts-check

/**
 * Keeps lists and counts cheap among a million anomalies: indexes over those that are open, which people look at and
 * which are few, and what would otherwise be asked of other tables row by row.
 */

const OPEN = `status <> 'Archived'`;

/** @type {Record<string, string>} name -> what it indexes */
const INDEXES = {
  anomalies_open_seen_idx: `(last_seen_at, id, status, severity) where ${OPEN}`,
  anomalies_open_severity_idx: `(severity, last_seen_at desc, id desc, status) where ${OPEN}`,
  anomalies_open_source_idx: `(source, last_seen_at, id, status, severity) where ${OPEN}`,
  anomalies_open_type_idx: `(type, source, last_seen_at, id, status) where ${OPEN}`,
  anomalies_open_first_seen_idx: `(first_seen_at, last_seen_at, id) where ${OPEN}`,
  anomalies_open_occurrences_idx: `(occurrence_count, last_seen_at, id) where ${OPEN}`,
  anomalies_open_title_idx: `(substr(title, 1, 200), last_seen_at desc, id desc) where ${OPEN}`,
  // Those of an entity are found by their ids: whatever is archived is left out without a look at it.
  anomalies_open_id_idx: `(id, status, last_seen_at) where ${OPEN}`,
  anomalies_archived_seen_idx: `(last_seen_at, id) where status = 'Archived'`,
  anomalies_ticket_idx: `(last_seen_at, id, status) where has_ticket`,
  anomalies_unmatched_idx: `(dataset_key, last_seen_at, id) where not matched and ${OPEN}`,
  anomalies_assignee_idx: `(assignee, last_seen_at, id) where assignee is not null`,
  // Hardly any anomaly is a duplicate.
  anomalies_duplicate_idx: `(duplicate_of) where duplicate_of is not null`,
};

/** Words, whatever stands between them; see operations/anomalies/search.ts, which must spell it alike. */
const SEARCHED = `to_tsvector('simple', regexp_replace(lower(left(title, 1000) || ' ' || left(message, 2000) || ' ' || left(dataset_name, 1000) || ' ' || left(coalesce(dataset_fqn, ''), 1000) || ' ' || left(fields, 1000)), '[\\x01-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7f]+', ' ', 'g'))`;

/** @type {Record<string, string>} */
const SEARCH_INDEXES = {
  anomalies_open_search_idx: OPEN,
  anomalies_archived_search_idx: `status = 'Archived'`,
};

/** @param {import('knex').Knex} knex */
const isPostgres = knex => knex.client.config.client === 'pg';

/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('anomalies', table => {
    table
      .boolean('has_ticket')
      .notNullable()
      .defaultTo(false)
      .comment('A ticket is linked to it; kept by triggers of ticket_links');
    table
      .boolean('matched')
      .notNullable()
      .defaultTo(true)
      .comment('It belongs to an entity, see anomaly_entities');
    table.dropIndex(['status'], 'anomalies_status_seen_idx');
    table.dropIndex(['duplicate_of'], 'anomalies_duplicate_idx');
  });
  await knex.raw(
    `update anomalies set has_ticket = true
     where id in (select anomaly_id from ticket_links)`,
  );
  await knex.raw(
    `update anomalies set matched = false
     where not exists (select 1 from anomaly_entities where anomaly_id = anomalies.id)`,
  );
  for (const [name, definition] of Object.entries(INDEXES)) {
    await knex.raw(`create index ${name} on anomalies ${definition}`);
  }
  if (isPostgres(knex)) {
    // In two parts: most search among what is open, which is little.
    for (const [name, part] of Object.entries(SEARCH_INDEXES)) {
      await knex.raw(
        `create index ${name} on anomalies using gin (${SEARCHED}) where ${part}`,
      );
    }
    await knex.raw(
      `create function anomalies_keep_has_ticket() returns trigger language plpgsql as $$
       begin
         if tg_op = 'INSERT' then
           update anomalies set has_ticket = true where id = new.anomaly_id and not has_ticket;
         else
           update anomalies set has_ticket = false
           where id = old.anomaly_id
             and not exists (select 1 from ticket_links where anomaly_id = old.anomaly_id);
         end if;
         return null;
       end $$`,
    );
    await knex.raw(
      `create trigger ticket_links_has_ticket after insert or delete on ticket_links
       for each row execute function anomalies_keep_has_ticket()`,
    );
  } else {
    await knex.raw(
      `create trigger ticket_links_inserted after insert on ticket_links begin
         update anomalies set has_ticket = true where id = new.anomaly_id and not has_ticket;
       end`,
    );
    await knex.raw(
      `create trigger ticket_links_deleted after delete on ticket_links begin
         update anomalies set has_ticket = false
         where id = old.anomaly_id
           and not exists (select 1 from ticket_links where anomaly_id = old.anomaly_id);
       end`,
    );
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  if (isPostgres(knex)) {
    await knex.raw('drop trigger ticket_links_has_ticket on ticket_links');
    await knex.raw('drop function anomalies_keep_has_ticket()');
    for (const name of Object.keys(SEARCH_INDEXES)) {
      await knex.raw(`drop index ${name}`);
    }
  } else {
    await knex.raw('drop trigger ticket_links_inserted');
    await knex.raw('drop trigger ticket_links_deleted');
  }
  for (const name of Object.keys(INDEXES)) {
    await knex.raw(`drop index ${name}`);
  }
  await knex.schema.alterTable('anomalies', table => {
    table.index(['status', 'last_seen_at', 'id'], 'anomalies_status_seen_idx');
    table.index(['duplicate_of'], 'anomalies_duplicate_idx');
  });
  // knex rebuilds SQLite tables to drop a column, which would cascade to the rows that refer to them.
  for (const column of ['matched', 'has_ticket']) {
    await knex.raw('alter table anomalies drop column ??', [column]);
  }
};
