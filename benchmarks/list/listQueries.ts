import { listAnomaliesRequest } from '../../plugins/servicenow-ticketing-common/src';
import type { z } from 'zod';

/** One way people look at the list, through our API and by hand. */
export interface ListQuery {
  title: string;
  /** How often it is asked for, next to the others. */
  weight: number;
  /** Whose conditions restrict what is seen. */
  owner?: (round: number) => string;
  query: (round: number) => z.input<typeof listAnomaliesRequest>;
  /** The conditions of a hand-written query with the alias `a`, and its parameters. */
  where: (round: number) => [string, ...unknown[]];
  order?: string;
}

const OPEN = "a.status <> 'Archived'";
const OPEN_STATUSES = ['Active', 'Acknowledged'] as (
  | 'Active'
  | 'Acknowledged'
)[];
const NEWEST = 'a.last_seen_at desc, a.id desc';
const NOUNS = ['orders', 'customers', 'payments', 'invoices', 'shipments'];
const WORDS = ['payments amount', 'freshness', 'invoices unique', 'email'];

/** One that there is among ten thousand, too. */
const dataset = (round: number) =>
  `${NOUNS[round % NOUNS.length]}_${1 + (round % 20)}`;
const entity = (round: number) => `resource:default/${dataset(round)}`;
const team = (round: number) => `group:default/team-${round % 20}`;
const OF_ENTITY =
  'a.id in (select anomaly_id from anomaly_entities where entity_ref = ?)';
const OF_OWNER =
  'exists (select 1 from anomaly_entities e join entity_owners o on o.entity_ref = e.entity_ref where e.anomaly_id = a.id and o.owner_ref = ?)';
/** As a cursor of the middle of the list would have it. */
const DEEP = () => new Date(Date.now() - 45 * 24 * 3_600_000);

const cursorAt = (time: Date) =>
  Buffer.from(
    JSON.stringify(['desc last_seen_at', time.toISOString(), 1_000_000]),
  ).toString('base64url');

/** A day of a portal: mostly tabs of entities and the newest of everything. */
export const LIST_QUERIES: ListQuery[] = [
  {
    title: 'entity tab, open',
    weight: 30,
    query: round => ({ entity_ref: entity(round), status: OPEN_STATUSES }),
    where: round => [`${OPEN} and ${OF_ENTITY}`, entity(round)],
  },
  {
    title: 'entity tab, everything',
    weight: 5,
    query: round => ({ entity_ref: entity(round) }),
    where: round => [OF_ENTITY, entity(round)],
  },
  {
    title: 'all, open',
    weight: 20,
    query: () => ({ status: OPEN_STATUSES }),
    where: () => [OPEN],
  },
  {
    title: 'all, worst first',
    weight: 8,
    query: () => ({ status: OPEN_STATUSES, sort: '-severity' }),
    where: () => [OPEN],
    order: 'a.severity, a.last_seen_at desc, a.id desc',
  },
  {
    title: 'all, by title',
    weight: 2,
    query: () => ({ status: OPEN_STATUSES, sort: 'title' }),
    where: () => [OPEN],
    order: 'substr(a.title, 1, 200), a.last_seen_at desc, a.id desc',
  },
  {
    title: 'critical, open',
    weight: 6,
    query: () => ({ status: OPEN_STATUSES, severity: ['critical'] }),
    where: () => [`${OPEN} and a.severity = 1`],
  },
  {
    title: 'one source and type',
    weight: 5,
    query: () => ({
      status: OPEN_STATUSES,
      source: ['dbt'],
      type: ['freshness'],
    }),
    where: () => [
      `${OPEN} and a.source = ? and a.type = ?`,
      'dbt',
      'freshness',
    ],
  },
  {
    title: 'archived',
    weight: 3,
    query: () => ({ status: ['Archived'] }),
    where: () => ["a.status = 'Archived'"],
  },
  {
    title: 'open with tickets',
    weight: 5,
    query: () => ({ status: OPEN_STATUSES, has_ticket: 'true' } as object),
    where: () => [`${OPEN} and a.has_ticket`],
  },
  {
    title: 'search',
    weight: 5,
    query: round => ({
      status: OPEN_STATUSES,
      query: WORDS[round % WORDS.length],
    }),
    where: round => [
      `${OPEN} and to_tsvector('simple', regexp_replace(lower(left(a.title, 1000) || ' ' || left(a.message, 2000) || ' ' || left(a.dataset_name, 1000) || ' ' || left(coalesce(a.dataset_fqn, ''), 1000) || ' ' || left(a.fields, 1000)), '[\\x01-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7f]+', ' ', 'g')) @@ to_tsquery('simple', ?)`,
      `${WORDS[round % WORDS.length].replace(' ', ':* & ')}:*`,
    ],
  },
  {
    title: 'of one owner',
    weight: 5,
    query: round => ({ status: OPEN_STATUSES, owner: [team(round)] } as object),
    where: round => [`${OPEN} and ${OF_OWNER}`, team(round)],
  },
  {
    title: 'middle of the list',
    weight: 2,
    query: () => ({ status: OPEN_STATUSES, cursor: cursorAt(DEEP()) }),
    where: () => [
      `${OPEN} and (a.last_seen_at, a.id) < (?, ?)`,
      DEEP(),
      1_000_000,
    ],
  },
  {
    title: 'whoever may see what they own',
    weight: 4,
    owner: team,
    query: () => ({ status: OPEN_STATUSES }),
    where: round => [`${OPEN} and ${OF_OWNER}`, team(round)],
  },
];

export const orderBy = (query: ListQuery) => query.order ?? NEWEST;
