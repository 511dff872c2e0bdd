import { createHash } from 'node:crypto';
import {
  toPage,
  type EntityRecovery,
  type EntityRecoveryRequest,
  type EntityTicket,
  type EntityTicketsSummary,
  type EntityTicketType,
  type LabelledCount,
  type ListEntityTicketsRequest,
  type ListEntityTicketsResponse,
  type TicketStateGroup,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { AnomalyAccess } from '../domain/anomalyAccess';
import { firstWeek, recoveryByWeek, statisticsOf } from '../domain/recovery';
import { ticketUrl } from '../domain/remoteTicket';
import { doneStates, isDone } from '../domain/ticketStates';
import type { Condition, EncodedQuery } from '../servicenow/encodedQuery';
import { isServiceNowError } from '../servicenow/ServiceNowError';
import {
  labelOf,
  TICKET_FIELDS,
  toDate,
  toRemoteTicket,
  valueOf,
  type WireRecord,
} from '../servicenow/wire';
import type { EntityScopes } from './EntityScopes';
import type {
  ConnectedIntegration,
  IntegrationRegistry,
} from './IntegrationRegistry';
import { StaleCache } from './StaleCache';
import { toServiceError } from './toServiceError';

/** How long the cards believe what they were told. */
const MAX_AGE_MS = 5 * 60_000;
const MAX_ENTRIES = 500;
/** A card that takes longer shows what it knew before. */
const DEADLINE_MS = 10_000;
/** Open records that are counted by state and priority. */
const MAX_COUNTED = 500;
/** Resolved incidents that are read for the recovery. */
const MAX_RESTORED = 5_000;
/** Times in queries are in the time zone of the service account: read a little more, and look closely afterwards. */
const ZONE_MARGIN_MS = 26 * 3600_000;

/** An entity that the caller may see. */
export interface EntityTarget {
  ref: string;
  annotations: Record<string, string>;
  /** The anomalies whose tickets the caller may see. */
  access?: AnomalyAccess;
}

/** Shows the ServiceNow records of catalog entities. */
export class EntityTicketService {
  readonly #integrations: IntegrationRegistry;
  readonly #scopes: EntityScopes;
  readonly #summaries: StaleCache<Omit<EntityTicketsSummary, 'freshness'>>;
  readonly #recoveries: StaleCache<Omit<EntityRecovery, 'freshness'>>;
  readonly #now: () => Date;

  constructor(options: {
    integrations: IntegrationRegistry;
    scopes: EntityScopes;
    now?: () => Date;
  }) {
    this.#integrations = options.integrations;
    this.#scopes = options.scopes;
    this.#now = options.now ?? (() => new Date());
    const cache = {
      maxEntries: MAX_ENTRIES,
      maxAge: MAX_AGE_MS,
      now: options.now,
    };
    this.#summaries = new StaleCache(cache);
    this.#recoveries = new StaleCache(cache);
  }

  /**
   * One page of incidents or change requests, newest first.
   *
   * @throws NotFoundError when nothing is connected, ServiceUnavailableError when ServiceNow does not answer.
   */
  async list(
    entity: EntityTarget,
    request: ListEntityTicketsRequest,
  ): Promise<ListEntityTicketsResponse> {
    const integration = this.#integrations.resolve(request.integration_id);
    const { client, settings } = integration;
    const { type, state, page, size } = request;
    try {
      const scope = await this.#scopes.of(entity, integration, type);
      const { records, totalCount } = scope.where
        ? await client.query({
            table: type,
            query: {
              where: [...scope.where, ...whereState(integration, type, state)],
              orderBy: [
                ['opened_at', 'DESC'],
                ['sys_id', 'ASC'],
              ],
            },
            fields: `${TICKET_FIELDS},opened_at`,
            limit: size,
            offset: (page - 1) * size,
            signal: AbortSignal.timeout(DEADLINE_MS),
          })
        : { records: [], totalCount: 0 };
      const items = records.map(record =>
        toEntityTicket(record, { type, integration, linkIds: scope.linkIds }),
      );
      return {
        ...toPage(items, {
          total: totalCount ?? (page - 1) * size + items.length,
          page,
          size,
        }),
        integration_id: integration.id,
        integration_name: settings.title,
        sources: scope.sources,
        warning: scope.warning,
      };
    } catch (error) {
      throw toServiceError(error, integration);
    }
  }

  /** How many incidents and change requests are open, by state and priority. */
  async summarize(
    entity: EntityTarget,
    request: { integration_id?: number },
  ): Promise<EntityTicketsSummary> {
    const integration = this.#integrations.resolve(request.integration_id);
    const open = (type: EntityTicketType) =>
      this.#readOpen(entity, integration, type);
    return this.#summaries.get(keyOf(entity, integration), {
      load: async () => {
        const [incidents, changes] = await Promise.all([
          open('incident'),
          open('change_request'),
        ]);
        return {
          open_incidents: incidents.total,
          open_changes: changes.total,
          by_state: countBy(incidents.records, 'state'),
          by_priority: countBy(incidents.records, 'priority'),
        };
      },
      fallback: {
        open_incidents: 0,
        open_changes: 0,
        by_state: [],
        by_priority: [],
      },
      explain: error => explain(error, integration),
    });
  }

  /**
   * How long it took from opening to resolving incidents, by the week in which they were resolved. Shows what it knew
   * when ServiceNow does not answer, and says so.
   */
  async recovery(
    entity: EntityTarget,
    request: EntityRecoveryRequest,
  ): Promise<EntityRecovery> {
    const { weeks } = request;
    const integration = this.#integrations.resolve(request.integration_id);
    const period = { weeks, now: this.#now() };
    return this.#recoveries.get(`${keyOf(entity, integration)}/${weeks}`, {
      load: async () => {
        const restored = await this.#readRestored(entity, integration, weeks);
        const known = restored.filter(
          ({ resolvedAt }) => resolvedAt >= firstWeek(weeks, period.now),
        );
        const all = statisticsOf(known);
        return {
          weeks: recoveryByWeek(known, period).map(week => ({
            week: week.week.toISOString().slice(0, 10),
            count: week.count,
            mean_seconds: week.mean ?? null,
            median_seconds: week.median ?? null,
          })),
          count: all.count,
          mean_seconds: all.mean ?? null,
          median_seconds: all.median ?? null,
          is_partial: restored.length >= MAX_RESTORED,
        };
      },
      fallback: {
        weeks: [],
        count: 0,
        mean_seconds: null,
        median_seconds: null,
        is_partial: false,
      },
      explain: error => explain(error, integration),
    });
  }

  async #readOpen(
    entity: EntityTarget,
    integration: ConnectedIntegration,
    type: EntityTicketType,
  ): Promise<{ records: WireRecord[]; total: number }> {
    const scope = await this.#scopes.of(entity, integration, type);
    if (!scope.where) {
      return { records: [], total: 0 };
    }
    const { records, totalCount = 0 } = await integration.client.query({
      table: type,
      query: {
        where: [...scope.where, ...whereState(integration, type, 'open')],
        orderBy: [['sys_id', 'ASC']],
      },
      fields: 'sys_id,state,priority',
      limit: MAX_COUNTED,
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    // The total counts rows that the account may not read, so that it counts only where there were too many to look at.
    return {
      records,
      total:
        records.length < MAX_COUNTED
          ? records.length
          : Math.max(records.length, totalCount),
    };
  }

  async #readRestored(
    entity: EntityTarget,
    integration: ConnectedIntegration,
    weeks: number,
  ) {
    const scope = await this.#scopes.of(entity, integration, 'incident');
    if (!scope.where) {
      return [];
    }
    const since = new Date(
      firstWeek(weeks, this.#now()).getTime() - ZONE_MARGIN_MS,
    );
    const restored: { openedAt: Date; resolvedAt: Date }[] = [];
    const rows = integration.client.stream({
      table: 'incident',
      query: {
        where: [
          ...scope.where,
          [
            'resolved_at',
            '>=',
            since.toISOString().slice(0, 19).replace('T', ' '),
          ],
        ],
      },
      fields: 'sys_id,opened_at,resolved_at',
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    for await (const row of rows) {
      const openedAt = toDate(valueOf(row, 'opened_at'));
      const resolvedAt = toDate(valueOf(row, 'resolved_at'));
      if (openedAt && resolvedAt) {
        restored.push({ openedAt, resolvedAt });
      }
      if (restored.length >= MAX_RESTORED) {
        break;
      }
    }
    return restored;
  }
}

/** Entities with other annotations are others, and who may see less sees another. */
function keyOf(
  entity: EntityTarget,
  integration: ConnectedIntegration,
): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([entity.annotations, entity.access]))
    .digest('hex');
  return `${integration.id}/${entity.ref}/${hash}`;
}

function explain(
  error: unknown,
  integration: ConnectedIntegration,
): string | undefined {
  return isServiceNowError(error)
    ? `${integration.settings.title}: ${error.message}`
    : undefined;
}

function whereState(
  { client, settings }: ConnectedIntegration,
  type: EntityTicketType,
  state: TicketStateGroup,
): EncodedQuery['where'] {
  if (state === 'all' || client.excludes('state')) {
    return [];
  }
  const done = doneStates(type, settings);
  const canAskActive = !client.excludes('active');
  if (state === 'open') {
    return [
      ...(canAskActive ? [['active', '=', 'true'] as const] : []),
      ...done.map((value): Condition => ['state', '!=', value]),
    ];
  }
  return [
    [
      ['state', 'IN', done],
      ...(canAskActive ? [['active', '=', 'false'] as const] : []),
    ],
  ];
}

function toEntityTicket(
  record: WireRecord,
  context: {
    type: EntityTicketType;
    integration: ConnectedIntegration;
    linkIds: Map<string, number>;
  },
): EntityTicket {
  const { type, integration, linkIds } = context;
  const remote = toRemoteTicket(record, type);
  return {
    table: type,
    ticket_id: remote.sysId,
    ticket_number: remote.number,
    title: remote.title,
    status: remote.stateLabel,
    state: remote.state,
    is_open: !isDone(remote, integration.settings),
    priority: remote.priorityLabel,
    assigned_to: remote.assignedTo ?? null,
    opened_at: toDate(valueOf(record, 'opened_at'))?.toISOString() ?? null,
    resolved_at: remote.resolvedAt?.toISOString() ?? null,
    url: ticketUrl(integration.client.instanceUrl, remote),
    link_id: linkIds.get(remote.sysId) ?? null,
  };
}

function countBy(
  records: readonly WireRecord[],
  field: 'state' | 'priority',
): LabelledCount[] {
  const counts = new Map<string, LabelledCount>();
  for (const record of records) {
    const value = valueOf(record, field);
    const label = labelOf(record, field);
    const known = counts.get(value) ?? { value, label, count: 0 };
    counts.set(value, { ...known, count: known.count + 1 });
  }
  return [...counts.values()].sort((one, other) =>
    one.value.localeCompare(other.value, 'en', { numeric: true }),
  );
}
