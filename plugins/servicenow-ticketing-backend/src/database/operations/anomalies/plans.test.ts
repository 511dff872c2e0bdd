import { listAnomaliesRequest } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { createTestDatabases } from '../../../__testUtils__/databases';
import { statementsOf } from '../../../__testUtils__/statementsOf';
import { anAnomaly } from '../../../__testUtils__/observations';
import { AnomalyStore } from '../../AnomalyStore';
import { EntityOwnerStore } from '../../EntityOwnerStore';

jest.setTimeout(180_000);

const COUNT = 6_000;
const now = new Date('2026-02-01T00:00:00Z');
const TYPES = ['unique', 'not_null', 'freshness', 'volume', 'range'];
const SOURCES = ['dbt', 'soda', 'great_expectations'];

/** Shuffles, always alike. */
const spread = (index: number, prime: number) => (index * prime) % COUNT;

const anomalies = Array.from({ length: COUNT }, (_, index) => {
  const seen = new Date(now.getTime() - spread(index, 7_919) * 60_000);
  const isOpen = spread(index, 4_909) < COUNT * 0.15;
  const dataset = `d${spread(index, 2_609) % 300}`;
  return anAnomaly({
    fingerprint: `f${index}`,
    title: `${TYPES[index % 5]} of ${dataset} ${spread(index, 3_001)}`,
    source: SOURCES[spread(index, 5_003) % 3],
    type: TYPES[index % 5],
    severity: (['critical', 'high', 'medium', 'low'] as const)[
      Math.min(3, Math.floor(spread(index, 1_999) / (COUNT / 5)))
    ],
    status: isOpen ? 'Active' : 'Archived',
    resolution: isOpen ? undefined : 'Resolved',
    dataset: { name: dataset, fqn: `shop.${dataset}` },
    occurrenceCount: 1 + spread(index, 4_001),
    assignee: index % 500 === 0 ? 'user:default/ann' : undefined,
    firstSeenAt: new Date(seen.getTime() - spread(index, 997) * 60_000),
    lastSeenAt: seen,
    entityRefs: index % 20 === 0 ? [] : [`resource:default/${dataset}`],
  });
});

const databases = createTestDatabases();

describe.each(databases.ids)('the plans of lists on %s', id => {
  const isPostgres = id.startsWith('POSTGRES');
  let knex: Knex;
  let store: AnomalyStore;

  beforeAll(async () => {
    knex = await databases.create(id);
    store = new AnomalyStore({ knex });
    const ids = await knex.transaction(tx => store.insertAll(tx, anomalies));
    await new EntityOwnerStore({ knex }).replace(
      Array.from({ length: 300 }, (_, index) => ({
        entityRef: `resource:default/d${index}`,
        ownerRefs: [`group:default/team-${index % 30}`],
      })),
    );
    const [integration] = await knex('integrations')
      .insert({ name: 'x', origin: 'config', created_at: now })
      .returning('id');
    const [ticket] = await knex('tickets')
      .insert({
        integration_id: integration.id,
        table_name: 'incident',
        title: 'x',
        created_at: now,
      })
      .returning('id');
    await knex.batchInsert(
      'ticket_links',
      [...ids.values()]
        .filter((_, index) => index % 40 === 0)
        .map(anomaly_id => ({
          anomaly_id,
          ticket_id: ticket.id,
          origin: 'linked' as const,
          created_at: now,
        })),
      100,
    );
    await knex.raw(isPostgres ? 'vacuum analyze' : 'analyze');
  });

  /** The statements that a piece of work sends, each with its plan. */
  const plansOf = async (work: () => Promise<unknown>) => {
    const sent = (await statementsOf(knex, work)).filter(({ sql }) =>
      /^(select|with)/.test(sql),
    );
    return Promise.all(
      sent.map(async ({ sql, bindings }) => {
        // What is sent has numbered parameters, and knex wants its own.
        const raw = knex.raw(
          `explain ${isPostgres ? '' : 'query plan '}${sql.replace(
            /\$\d+/g,
            '?',
          )}`,
          bindings as never,
        );
        const answer = await raw;
        const rows: Record<string, string>[] = isPostgres
          ? answer.rows
          : answer;
        return {
          sql,
          plan: rows.map(row => row['QUERY PLAN'] ?? row.detail).join('\n'),
        };
      }),
    );
  };
  const list = (query: object) =>
    plansOf(() => store.list(listAnomaliesRequest.parse(query), { now }));

  const READS_ALL = isPostgres
    ? /Seq Scan on anomalies/
    : /SCAN anomalies(?! USING)/;
  const SORTS = isPostgres ? /\bSort\b/ : /TEMP B-TREE FOR ORDER BY/;

  const open = { status: 'Active,Acknowledged' };
  it.each<[string, object, string]>([
    ['open ones', open, 'anomalies_open_seen_idx'],
    ['oldest first', { ...open, sort: 'last_seen_at' }, 'open_seen_idx'],
    ['everything', {}, 'anomalies_seen_idx'],
    ['archived ones', { status: 'Archived' }, 'anomalies_archived_seen_idx'],
    ['worst first', { ...open, sort: '-severity' }, 'open_severity_idx'],
    ['critical ones', { ...open, severity: 'critical' }, 'open_severity_idx'],
    ['by title', { ...open, sort: 'title' }, 'open_title_idx'],
    [
      'newest first seen',
      { ...open, sort: '-first_seen_at' },
      'open_first_seen_idx',
    ],
    [
      'most often',
      { ...open, sort: '-occurrence_count' },
      'open_occurrences_idx',
    ],
    ['with tickets', { has_ticket: 'true' }, 'anomalies_ticket_idx'],
    ['of one person', { assignee: 'user:default/ann' }, 'assignee_idx'],
  ])('%s come from an index in their order', async (_, query, index) => {
    const [listing, counting] = await list(query);
    expect(listing.plan).toContain(index);
    expect(listing.plan).not.toMatch(SORTS);
    for (const { plan } of [listing, counting]) {
      expect(plan).not.toMatch(READS_ALL);
    }
  });

  it.each<[string, object, RegExp]>([
    ['source', { ...open, source: 'soda' }, /anomalies_open_\w+_idx/],
    ['type', { ...open, type: 'range' }, /anomalies_open_\w+_idx/],
    ['no entity', { ...open, matched: 'false' }, /anomalies_(open|unmatched)/],
    ['entity', { entity_ref: 'resource:default/d7' }, /anomaly_entities_ref/],
    ['owner', { ...open, owner: 'group:default/team-7' }, /entity_owners_/],
    ['dataset', { dataset: 'shop.d7' }, /anomalies_dataset_key_idx/],
  ])('of one %s are found by an index', async (_, query, index) => {
    const plans = await list(query);
    expect(plans[0].plan).toMatch(index);
    for (const { plan } of plans) {
      expect(plan).not.toMatch(READS_ALL);
    }
  });

  it('a cursor begins where it points, however far that is', async () => {
    const page = await store.list(
      listAnomaliesRequest.parse({ ...open, size: 100 }),
      { now },
    );
    const [{ plan }] = await list({ ...open, cursor: page.nextCursor });
    expect(plan).toMatch(
      isPostgres
        ? /open_seen_idx[^]*Index Cond: \(last_seen_at <= /
        : /seen_idx \(last_seen_at<\?\)/,
    );
    expect(plan).not.toMatch(SORTS);
  });

  it('counts and choices read no more than an index', async () => {
    for (const work of [
      () => store.summarize(),
      () => store.summarize({ entityRef: 'resource:default/d7' }),
      () => store.countFacets(),
      () => store.countFacets({ entityRef: 'resource:default/d7' }),
      () => new EntityOwnerStore({ knex }).listUnknown(),
    ]) {
      for (const { plan } of await plansOf(work)) {
        expect(plan).not.toMatch(READS_ALL);
      }
    }
  });

  if (isPostgres) {
    it('words are found by an index', async () => {
      const search = { query: 'd123 freshness' };
      for (const [query, index] of [
        [{ ...search, status: 'Active' }, /anomalies_open_search_idx/],
        [{ ...search, status: 'Archived' }, /anomalies_archived_search_idx/],
        [search, /open_search_idx[^]*archived_search_idx/],
      ] as const) {
        const plans = await list(query);
        expect(plans.some(({ plan }) => index.test(plan))).toBe(true);
        for (const { plan } of plans) {
          expect(plan).not.toMatch(READS_ALL);
        }
      }
    });
  }

  it('frequent words are looked for among the newest', async () => {
    const plans = await list({ query: 'freshness' });
    for (const { plan } of plans.slice(0, 2)) {
      expect(plan).toContain('anomalies_seen_idx');
    }
    // What belongs to the page's rows comes after it, and nothing else.
    expect(plans).toHaveLength(3);
    expect(plans[2].sql).toContain('anomaly_entities');
  });

  it('an anomaly has a ticket as long as it has a link', async () => {
    const [one] = await knex('anomalies').where('has_ticket', false).limit(1);
    const hasTicket = async () =>
      Boolean(
        (await knex('anomalies').where({ id: one.id }).first())?.has_ticket,
      );
    const [{ ticket_id }] = await knex('ticket_links').limit(1);
    const link = {
      anomaly_id: one.id,
      origin: 'linked' as const,
      created_at: now,
    };
    const [other] = await knex('tickets')
      .insert({
        integration_id: (await knex('integrations').first())!.id,
        table_name: 'incident',
        title: 'y',
        created_at: now,
      })
      .returning('id');
    await knex('ticket_links').insert([
      { ...link, ticket_id },
      { ...link, ticket_id: other.id },
    ]);
    expect(await hasTicket()).toBe(true);
    await knex('ticket_links')
      .where({ ...link, ticket_id })
      .delete();
    expect(await hasTicket()).toBe(true);
    await knex('ticket_links').where({ anomaly_id: one.id }).delete();
    expect(await hasTicket()).toBe(false);
  });
});
