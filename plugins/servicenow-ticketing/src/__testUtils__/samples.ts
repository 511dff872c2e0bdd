import type {
  Activity,
  Anomaly,
  AnomalyFacets,
  AnomalyRecovery,
  FormSpecification,
  ListAnomaliesResponse,
  TicketLink,
  TicketSearchItem,
} from 'backstage-plugin-servicenow-ticketing-common';

/** A linked ticket, all well. */
export function aTicketLink(changes: Partial<TicketLink> = {}): TicketLink {
  return {
    id: 5,
    anomaly_id: 824,
    integration_id: 1,
    integration_name: 'demo',
    table: 'incident',
    ticket_id: '7a62213283aef210f9e89780deaad366',
    ticket_number: 'INC0010006',
    title: 'orders: order_id is not unique',
    status: 'In Progress',
    state: '2',
    priority: '3',
    assigned_to: 'Beth Anglin',
    url: 'https://acme.service-now.com/nav_to.do?uri=incident.do?sys_id=7a62',
    origin: 'created',
    created_by: 'user:default/ann',
    created_at: '2026-01-23T19:51:24Z',
    last_synced_at: '2026-01-23T19:51:24Z',
    broken: null,
    paused: null,
    sync: { waiting: 0, failed: 0, next_attempt_at: null, message: null },
    ...changes,
  };
}

/** An active anomaly without tickets. */
export function anAnomaly(changes: Partial<Anomaly> = {}): Anomaly {
  return {
    id: 824,
    fingerprint: 'f824',
    source: 'warehouse',
    source_title: 'Warehouse tests',
    check_key: 'test.shop.unique_orders_order_id',
    title: 'unique_orders_order_id',
    message: '17 duplicate rows in order_id',
    type: 'unique',
    severity: 'high',
    source_severity: 'error',
    weight: null,
    status: 'Active',
    resolution: null,
    condition: 'failing',
    dataset: {
      platform: 'snowflake',
      fqn: 'shop.public.orders',
      name: 'orders',
    },
    fields: ['order_id'],
    failed_checks: [
      { name: 'unique_orders_order_id', message: '17 duplicate rows' },
    ],
    tags: [],
    url: 'https://dbt.example.com/runs/1',
    entity_refs: ['resource:default/orders'],
    occurrence_count: 17,
    affected_count: 17,
    first_seen_at: '2026-01-20T10:00:00Z',
    last_seen_at: '2026-01-22T13:22:40Z',
    assignee: null,
    snoozed_until: null,
    flapping: false,
    duplicate_of: null,
    archived_until: null,
    version: 3,
    created_at: '2026-01-20T10:00:00Z',
    updated_at: '2026-01-22T13:22:40Z',
    ticket_links: [],
    ...changes,
  };
}

/** One page of anomalies whose counts fit. */
export function aList(
  items: Anomaly[],
  summary: Partial<ListAnomaliesResponse['summary']> = {},
): ListAnomaliesResponse {
  const count = (status: Anomaly['status']) =>
    items.filter(item => item.status === status).length;
  return {
    items,
    total: items.length,
    page: 1,
    size: 20,
    pages: 1,
    total_is_exact: true,
    next_cursor: null,
    summary: {
      active: count('Active'),
      acknowledged: count('Acknowledged'),
      archived: count('Archived'),
      with_tickets: items.filter(item => item.ticket_links.length > 0).length,
      unmatched: 0,
      inexact: [],
      last_report_at: '2026-01-22T13:22:40Z',
      ...summary,
    },
  };
}

/** What there is to filter by. */
export function aFacets(): AnomalyFacets {
  return {
    sources: [
      {
        value: 'warehouse',
        title: 'Warehouse tests',
        count: 3,
        count_is_exact: true,
      },
      { value: 'lake', title: 'Lake checks', count: 1, count_is_exact: true },
    ],
    types: [
      { value: 'unique', title: 'unique', count: 4, count_is_exact: true },
    ],
  };
}

/** Nothing was restored, unless said otherwise. */
export function aRecovery(
  changes: Partial<AnomalyRecovery> = {},
): AnomalyRecovery {
  return { days: 30, count: 0, median_seconds: null, weeks: [], ...changes };
}

/** A comment that has reached its ticket. */
export function anActivity(changes: Partial<Activity> = {}): Activity {
  return {
    id: 1,
    anomaly_id: 824,
    kind: 'comment',
    actor: 'user:default/ann',
    actor_name: 'Ann Keller',
    body: 'Looking at the loader',
    from_status: null,
    to_status: null,
    resolution: null,
    created_at: '2026-01-22T13:30:00Z',
    edited_at: null,
    deleted: false,
    ticket_number: null,
    deliveries: [],
    ...changes,
  };
}

/** A ticket as the search finds it. */
export function aFoundTicket(
  changes: Partial<TicketSearchItem> = {},
): TicketSearchItem {
  return {
    ticket_id: '57af7aec73d423002728660c4cf6a71c',
    ticket_number: 'INC0009009',
    title: 'orders late since Monday',
    description: '',
    status: 'New',
    priority: '4 - Low',
    created_at: '2026-01-20T01:06:52',
    updated_at: '2026-01-21T23:30:24',
    assigned_to: null,
    url: 'https://acme.service-now.com/nav_to.do?uri=incident.do?sys_id=57af',
    ...changes,
  };
}

/** One page of anything. */
export const aPage = <T>(items: T[]) => ({
  items,
  total: items.length,
  page: 1,
  size: 50,
  pages: 1,
});

const choices = (...labels: [value: string, label: string, of?: string][]) =>
  labels.map(([value, label, of]) => ({
    value,
    label,
    dependent_value: of ?? null,
  }));

const field = (
  changes: Pick<FormSpecification['fields'][number], 'name' | 'label'> &
    Partial<FormSpecification['fields'][number]>,
): FormSpecification['fields'][number] => ({
  type: 'string',
  required: false,
  max_length: null,
  choices: [],
  depends_on: null,
  reference: null,
  default: null,
  help: null,
  ...changes,
});

const LEVELS = choices(
  ['1', '1 - High'],
  ['2', '2 - Medium'],
  ['3', '3 - Low'],
);

/** The create form of the incident table. */
export function aFormSpecification(): FormSpecification {
  return {
    integration_id: 1,
    integration_name: 'demo',
    table: 'incident',
    choices_source: 'servicenow',
    warnings: [],
    fields: [
      field({
        name: 'title',
        label: 'Short description',
        required: true,
        max_length: 160,
        default: 'orders: order_id is not unique',
      }),
      field({ name: 'description', label: 'Description', type: 'text' }),
      field({
        name: 'impact',
        label: 'Impact',
        type: 'choice',
        choices: LEVELS,
        default: '2',
      }),
      field({
        name: 'urgency',
        label: 'Urgency',
        type: 'choice',
        choices: LEVELS,
        default: '2',
      }),
      field({
        name: 'priority',
        label: 'Priority',
        type: 'derived',
        choices: choices(['3', '3 - Moderate'], ['1', '1 - Critical']),
      }),
      field({
        name: 'category',
        label: 'Category',
        type: 'choice',
        choices: choices(['software', 'Software'], ['network', 'Network']),
      }),
      field({
        name: 'subcategory',
        label: 'Subcategory',
        type: 'choice',
        depends_on: 'category',
        choices: choices(
          ['email', 'Email', 'software'],
          ['dns', 'DNS', 'network'],
        ),
      }),
      field({
        name: 'assignment_group',
        label: 'Assignment group',
        type: 'reference',
        reference: 'sys_user_group',
      }),
    ],
  };
}
