import type { LoggerService } from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type {
  AnomalyStatus,
  Resolution,
} from 'backstage-plugin-servicenow-ticketing-common';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type {
  SourceDecision,
  SourceItem,
  SourceItemStore,
} from '../../database/SourceItemStore';
import { fingerprint } from '../../domain/fingerprint';
import type {
  ArchiveStatus,
  QualyticsClient,
} from '../../sources/qualytics/QualyticsClient';
import { qualyticsIdentity } from '../../sources/qualytics/qualyticsSource';
import {
  qualyticsAnomaly,
  type QualyticsAnomaly,
} from '../../sources/qualytics/schemas';

/** What is asked for by day is asked for from some days before, as clocks and days differ. */
const OVERLAP_MS = 2 * 24 * 3_600_000;
/** How often everything is looked at: what was archived in Qualytics long after it was found shows then. */
const SWEEP_MS = 3_600_000;
/** Entries of timelines get their ids before they are committed: the youngest wait a little, so that none is missed. */
const SETTLING_MS = 15_000;
const DECISIONS_AT_ONCE = 500;

const OPEN = ['Active', 'Acknowledged'];

/** How far Qualytics has been read and written to; times ISO 8601. */
const cursor = z.object({
  newestCreated: z.string().optional(),
  sweptAt: z.string().optional(),
  activityId: z.number(),
});
type Cursor = z.infer<typeof cursor>;

/** An anomaly as listed, with what is kept of it. */
interface Listed {
  anomaly: QualyticsAnomaly;
  raw: unknown;
  item: SourceItem;
}

/**
 * Keeps one source in step with Qualytics, which has to be asked.
 *
 * What is new or archived since the last poll is reported as a document of the source; what was seen before is not, so
 * that polling counts no failures. Decisions of people travel back: the timeline is the queue, and how far it was
 * written is stored, so that none is lost when Qualytics is away. Writing a status twice changes nothing there.
 *
 * @internal
 */
export class QualyticsSync {
  readonly #source: string;
  readonly #client: QualyticsClient;
  readonly #store: SourceItemStore;
  readonly #report: (document: object) => Promise<unknown>;
  readonly #writesBack: boolean;
  readonly #logger: LoggerService;
  readonly #now: () => Date;

  constructor(options: {
    source: string;
    client: QualyticsClient;
    store: SourceItemStore;
    /** Takes in a document of the source. */
    report: (document: object) => Promise<unknown>;
    writesBack: boolean;
    logger: LoggerService;
    now?: () => Date;
  }) {
    this.#source = options.source;
    this.#client = options.client;
    this.#store = options.store;
    this.#report = options.report;
    this.#writesBack = options.writesBack;
    this.#logger = options.logger;
    this.#now = options.now ?? (() => new Date());
  }

  /** Reads what is new, then writes back; what fails is tried again the next time. */
  async run(signal: AbortSignal): Promise<void> {
    try {
      const known = await this.#readCursor();
      const read = await this.#poll(known, signal);
      await this.#writeBack(read, signal);
    } catch (error) {
      if (!signal.aborted) {
        this.#logger.warn(
          `Source ${this.#source}: ${isError(error) ? error.message : error}`,
        );
      }
    }
  }

  async #readCursor(): Promise<Cursor> {
    const stored = cursor.safeParse(await this.#store.readCursor(this.#source));
    if (stored.success) {
      return stored.data;
    }
    // Decisions from before Qualytics was connected are not for it.
    return { activityId: await this.#store.newestActivityId() };
  }

  async #poll(known: Cursor, signal: AbortSignal): Promise<Cursor> {
    const now = this.#now();
    const sweeps =
      !known.sweptAt || now.getTime() - Date.parse(known.sweptAt) >= SWEEP_MS;
    const since =
      sweeps || !known.newestCreated
        ? undefined
        : new Date(Date.parse(known.newestCreated) - OVERLAP_MS);
    let newest = known.newestCreated;
    for await (const page of this.#client.listAnomalies({ since, signal })) {
      const listed = this.#read(page);
      for (const { anomaly } of listed) {
        newest = later(newest, anomaly.created);
      }
      await this.#take(listed, now);
    }
    const read = {
      ...known,
      newestCreated: newest,
      sweptAt: sweeps ? now.toISOString() : known.sweptAt,
    };
    await this.#store.writeCursor(this.#source, read, now);
    return read;
  }

  #read(page: unknown[]): Listed[] {
    return page.flatMap(raw => {
      const anomaly = qualyticsAnomaly.safeParse(raw).data;
      const id = anomaly?.id ?? anomaly?.uuid;
      // What makes no sense is listed in the answer to the report, not here.
      if (!anomaly || id === undefined || id === null) {
        return [];
      }
      const status = anomaly.status ?? '';
      const item = {
        id: String(id),
        fingerprint: fingerprint(this.#source, {
          identity: qualyticsIdentity(anomaly),
          checkKey: '',
          dataset: { name: '' },
          fields: [],
        }),
        digest: digestOf(anomaly),
        status,
      };
      return [{ anomaly, raw, item }];
    });
  }

  /** Reports what is news of one page, the oldest first, then remembers all of it. */
  async #take(listed: Listed[], now: Date): Promise<void> {
    const before = await this.#store.find(
      this.#source,
      listed.map(({ item }) => item.id),
    );
    const news = listed.filter(
      ({ item }) => before.get(item.id)?.digest !== item.digest,
    );
    const failing = news.filter(({ item }) => OPEN.includes(item.status));
    for (const items of byDay(failing)) {
      await this.#report({ items });
    }
    const ended = await this.#withoutOpenTwins(
      // One that had ended before it was ever seen tells nothing new.
      news.filter(
        ({ item }) => !OPEN.includes(item.status) && before.has(item.id),
      ),
      listed,
    );
    if (ended.length > 0) {
      await this.#report({
        items: ended.map(({ raw }) => raw),
        observed_at: now.toISOString(),
      });
    }
    // Last: what is reported twice, because the process ended in between, is known by its document.
    await this.#store.save(
      this.#source,
      listed.map(({ item }) => item),
      now,
    );
  }

  /** A problem that Qualytics found again is not over when the first finding is archived. */
  async #withoutOpenTwins(
    ended: Listed[],
    listed: Listed[],
  ): Promise<Listed[]> {
    const twins = await this.#store.findByFingerprints(
      this.#source,
      ended.map(({ item }) => item.fingerprint),
    );
    const current = new Map(
      [...[...twins.values()].flat(), ...listed.map(({ item }) => item)].map(
        item => [item.id, item],
      ),
    );
    const open = new Set(
      [...current.values()]
        .filter(({ status }) => OPEN.includes(status))
        .map(item => item.fingerprint),
    );
    return ended.filter(({ item }) => !open.has(item.fingerprint));
  }

  async #writeBack(known: Cursor, signal: AbortSignal): Promise<void> {
    if (!this.#writesBack) {
      return;
    }
    const now = this.#now();
    const decisions = await this.#store.listDecisions({
      source: this.#source,
      afterActivityId: known.activityId,
      until: new Date(now.getTime() - SETTLING_MS),
      limit: DECISIONS_AT_ONCE,
    });
    const items = await this.#store.findByFingerprints(
      this.#source,
      decisions.map(decision => decision.fingerprint),
    );
    for (const decision of decisions) {
      for (const item of items.get(decision.fingerprint) ?? []) {
        await this.#write(item, decision, signal);
      }
      await this.#store.writeCursor(
        this.#source,
        { ...known, activityId: decision.activityId },
        now,
      );
    }
  }

  /** What is archived there stays as it is: Qualytics opens an anomaly again by finding it again. */
  async #write(
    item: SourceItem,
    decision: SourceDecision,
    signal: AbortSignal,
  ): Promise<void> {
    const wanted = statusThere(decision);
    if (!OPEN.includes(item.status) || item.status === wanted) {
      return;
    }
    if (wanted === 'Active' || wanted === 'Acknowledged') {
      await this.#client.setStatus(item.id, wanted, signal);
    } else {
      await this.#client.archive(item.id, wanted, signal);
    }
    item.status = wanted;
  }
}

function statusThere(decision: {
  status: AnomalyStatus;
  resolution?: Resolution;
}): 'Active' | 'Acknowledged' | ArchiveStatus {
  return decision.status === 'Archived'
    ? decision.resolution ?? 'Resolved'
    : decision.status;
}

/** That somebody acknowledged it in Qualytics is no new failure. */
function digestOf({ uuid, id, status }: QualyticsAnomaly): string {
  const state = OPEN.includes(status ?? '') ? 'open' : status;
  return createHash('sha256')
    .update(JSON.stringify([uuid ?? id, state]))
    .digest('hex');
}

function later(
  a: string | undefined,
  b: string | null | undefined,
): string | undefined {
  if (!b || Number.isNaN(Date.parse(b))) {
    return a;
  }
  return a && Date.parse(a) >= Date.parse(b) ? a : b;
}

/** A document has one time for all of it: anomalies of different days come in different documents, the oldest first. */
function byDay(listed: Listed[]): unknown[][] {
  const days = new Map<string, unknown[]>();
  for (const { anomaly, raw } of listed) {
    const day = (anomaly.created ?? '').slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), raw]);
  }
  return [...days]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([, items]) => items);
}
