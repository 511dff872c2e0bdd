import createKnex, { type Knex } from 'knex';
import { migrate } from '../../plugins/servicenow-ticketing-backend/src/database/migrate';

/** Sizes at a time: a statement for all would need the memory of a machine. */
const CHUNK = 100_000;

const AFTERWARDS = [
  `insert into anomaly_entities (anomaly_id, entity_ref)
   select id, 'resource:default/' || case when id % 10 = 0 then 'large' else dataset_name end
   from anomalies where matched`,
  `insert into entity_owners (entity_ref, owner_ref)
   select entity_ref, 'group:default/team-' || abs(hashtext(entity_ref)) % (:count / 500)
   from (select distinct entity_ref from anomaly_entities) entities`,
  `insert into integrations (name, origin, created_at) values ('benchmark', 'config', now())`,
  `insert into tickets (id, integration_id, table_name, sys_id, number, title, created_at)
   select g, (select id from integrations), 'incident', md5(g::text), 'INC' || g, 'orders are late', now()
   from generate_series(1, :count / 100) g`,
  `insert into ticket_links (anomaly_id, ticket_id, origin, created_at)
   select id, 1 + id % (:count / 100), 'linked', now()
   from anomalies where (status <> 'Archived' and id % 20 = 3) or id % 100 = 1`,
];

/**
 * A database of its own with so many anomalies: 15 % open, 5 % of no entity, every tenth of one large entity and the
 * others of entities with about a hundred each. Teams, tickets and entities grow with the anomalies.
 */
export async function loadAnomalies(url: string, count: number): Promise<Knex> {
  const name = `list_${count}`;
  const admin = createKnex({ client: 'pg', connection: url });
  const { rows: known } = await admin.raw(
    'select 1 from pg_database where datname = ?',
    [name],
  );
  const isKept = known.length > 0 && process.env.BENCHMARK_KEEP === '1';
  if (!isKept) {
    await admin.raw('drop database if exists ??', [name]);
    await admin.raw('create database ??', [name]);
  }
  await admin.destroy();
  const address = new URL(url);
  address.pathname = `/${name}`;
  const knex = createKnex({
    client: 'pg',
    connection: address.href,
    pool: { min: 8, max: 8 },
  });
  await migrate(knex);
  if (isKept) {
    return knex;
  }
  for (let from = 1; from <= count; from += CHUNK) {
    await insertAnomalies(knex, {
      from,
      to: Math.min(count, from + CHUNK - 1),
      count,
    });
  }
  // Else the checks of foreign keys are planned for an empty table.
  await knex.raw('analyze');
  for (const statement of AFTERWARDS) {
    await knex.raw(statement, statement.includes(':count') ? { count } : {});
  }
  await knex.raw('vacuum analyze');
  return knex;
}

async function insertAnomalies(
  knex: Knex,
  range: { from: number; to: number; count: number },
): Promise<void> {
  await knex.raw(
    `insert into anomalies (id, source, fingerprint, check_key, title, message, type, severity, source_severity,
       condition, status, resolution, dataset_platform, dataset_fqn, dataset_name, dataset_node_id, fields, failed_checks,
       tags, url, occurrence_count, affected_count, first_seen_at, last_seen_at, last_observed_at, version, created_at,
       updated_at, dataset_key, matched)
     select g,
       (array['dbt', 'dbt', 'dbt', 'great_expectations', 'soda', 'alertmanager', 'openmetadata'])[1 + (g * 7919) % 7],
       md5(g::text) || md5('x' || g), 'check_' || kind || '_' || g, kind || '_' || name || '_' || field,
       (1 + g % 900) || ' rows of ' || field || ' in ' || name || ' fail the check ' || kind, kind,
       case when level < 0.02 then 1 when level < 0.2 then 2 when level < 0.7 then 3 else 4 end, 'error',
       case when state < 0.15 then 'failing' else 'passing' end,
       case when state < 0.10 then 'Active' when state < 0.15 then 'Acknowledged' else 'Archived' end,
       case when state >= 0.15 then 'Resolved' end,
       'snowflake', 'shop.public.' || name, name, 'model.shop.' || name, '["' || field || '"]',
       '[{"name":"' || kind || '","message":"rows fail"}]', '["nightly"]', 'https://tool.example/checks/' || g,
       1 + g % 40, g % 900, now() - interval '100 days' - (g % 8640000) * interval '1 second',
       seen_at, seen_at, 1, now() - interval '100 days', now(), 'snowflake:shop.public.' || name, g % 20 <> 7
     from generate_series(:from::bigint, :to) g
     cross join lateral (select
       (array['unique', 'not_null', 'freshness', 'volume', 'accepted_values', 'relationships', 'range', 'schema_change',
         'duplicate', 'pattern'])[1 + (g * 31) % 10] as kind,
       (array['order_id', 'amount', 'customer_id', 'created_at', 'status', 'email', 'country', 'price'])[1 + (g * 17) % 8]
         as field,
       (array['orders', 'customers', 'payments', 'invoices', 'shipments'])[1 + (g * 13) % 5] || '_' ||
         (1 + abs(hashint8(g + 5)) % (:count / 500)) as name,
       abs(hashint8(g)) / 2147483648.0 as level, abs(hashint8(g + 1000000007)) / 2147483648.0 as state,
       now() - ((g * 7907) % 7776000) * interval '1 second' as seen_at) made`,
    range,
  );
}
