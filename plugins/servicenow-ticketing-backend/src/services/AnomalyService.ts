import {
  toPage,
  type Anomaly,
  type AnomalyFacets,
  type AnomalyRecovery,
  type FacetValue,
  type ListActivityRequest,
  type ListActivityResponse,
  type ListAnomaliesRequest,
  type ListAnomaliesResponse,
  type OccurrenceHistory,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { ActivityStore } from '../database/ActivityStore';
import type { AnomalyStore } from '../database/AnomalyStore';
import type { OccurrenceStore } from '../database/OccurrenceStore';
import type { CountedValue } from '../database/operations/anomalies/countByColumn';
import type { AnomalyRecord } from '../domain/anomaly';
import type { AnomalyAccess } from '../domain/anomalyAccess';
import {
  firstRecoveryWeek,
  summarizeRecovery,
} from '../domain/summarizeRecovery';
import { unknownAnomaly } from './anomalyErrors';
import type { TicketLinkReader } from './contracts';
import { toAnomaly } from './toAnomaly';

/** Shows anomalies. @internal */
export class AnomalyService {
  readonly #anomalies: AnomalyStore;
  readonly #activities: ActivityStore;
  readonly #occurrences: OccurrenceStore;
  readonly #ticketLinks: TicketLinkReader;
  readonly #sourceTitles: Map<string, string>;
  readonly #now: () => Date;

  constructor(options: {
    anomalies: AnomalyStore;
    activities: ActivityStore;
    occurrences: OccurrenceStore;
    ticketLinks: TicketLinkReader;
    /** The configured sources; anomalies of others keep their id as title. */
    sources: { id: string; title: string }[];
    now?: () => Date;
  }) {
    this.#anomalies = options.anomalies;
    this.#activities = options.activities;
    this.#occurrences = options.occurrences;
    this.#ticketLinks = options.ticketLinks;
    this.#sourceTitles = new Map(
      options.sources.map(({ id, title }) => [id, title]),
    );
    this.#now = options.now ?? (() => new Date());
  }

  /** One page of those that `access` allows, and counts over all of them. */
  async list(
    request: ListAnomaliesRequest,
    access?: AnomalyAccess,
  ): Promise<ListAnomaliesResponse> {
    const [found, summary] = await Promise.all([
      this.#anomalies.list(request, { now: this.#now(), access }),
      this.#anomalies.summarize({ entityRef: request.entity_ref, access }),
    ]);
    return {
      ...toPage(await this.#present(found.items), {
        ...request,
        total: found.total,
      }),
      total_is_exact: found.totalIsExact,
      next_cursor: found.nextCursor ?? null,
      summary,
    };
  }

  /** @throws NotFoundError */
  async get(anomalyId: number): Promise<Anomaly> {
    const [anomaly] = await this.#present([await this.#require(anomalyId)]);
    return anomaly;
  }

  /**
   * The timeline of an anomaly, newest first.
   *
   * @throws NotFoundError
   */
  async listActivity(
    anomalyId: number,
    request: ListActivityRequest,
  ): Promise<ListActivityResponse> {
    await this.#require(anomalyId);
    const { items, total, nextCursor } = await this.#activities.list(
      anomalyId,
      request,
    );
    return {
      ...toPage(items, { ...request, total }),
      next_cursor: nextCursor ?? null,
    };
  }

  /**
   * The newest runs of an anomaly, and the counts of each day.
   *
   * @throws NotFoundError
   */
  async getOccurrences(anomalyId: number): Promise<OccurrenceHistory> {
    await this.#require(anomalyId);
    return this.#occurrences.history(anomalyId);
  }

  /** What there is to filter by, over an entity or over everything. */
  async getFacets(
    entityRef?: string,
    access?: AnomalyAccess,
  ): Promise<AnomalyFacets> {
    const { sources, types } = await this.#anomalies.countFacets({
      entityRef,
      access,
    });
    return {
      sources: sources.map(counted =>
        toFacetValue(counted, this.#sourceTitles.get(counted.value)),
      ),
      types: types.map(counted => toFacetValue(counted)),
    };
  }

  /** How long anomalies took to be restored, over an entity or over everything. */
  async getRecovery(
    entityRef?: string,
    access?: AnomalyAccess,
  ): Promise<AnomalyRecovery> {
    const now = this.#now();
    const since = firstRecoveryWeek(now);
    return summarizeRecovery(
      await this.#anomalies.listRecoveries({ since, entityRef, access }),
      now,
    );
  }

  async #require(anomalyId: number): Promise<AnomalyRecord> {
    const record = await this.#anomalies.get(anomalyId);
    if (!record) {
      throw unknownAnomaly(anomalyId);
    }
    return record;
  }

  async #present(records: AnomalyRecord[]): Promise<Anomaly[]> {
    const links = await this.#ticketLinks.listLinks(
      records.map(({ id }) => id),
    );
    return records.map(record =>
      toAnomaly(record, {
        sourceTitle: this.#sourceTitles.get(record.source) ?? record.source,
        ticketLinks: links.get(record.id) ?? [],
      }),
    );
  }
}

function toFacetValue(
  { value, count, isExact }: CountedValue,
  title: string = value,
): FacetValue {
  return { value, title, count, count_is_exact: isExact };
}
