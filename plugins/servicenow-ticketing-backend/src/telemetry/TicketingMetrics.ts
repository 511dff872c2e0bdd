import type {
  MetricsService,
  MetricsServiceCounter,
  MetricsServiceHistogram,
} from '@backstage/backend-plugin-api/alpha';

/*
 * What the plugin tells the host's metrics, named after OpenTelemetry's conventions: dotted names, base units, no unit
 * in a name. Attributes have few values each: no ids, no numbers of tickets. docs/operations.md says what each means.
 */

/** How much waits of an integration in a status, and since when the oldest. */
interface QueueLevel {
  integrationId: number;
  status: string;
  count: number;
  oldest: Date;
}

/** What a circuit breaker's states are as numbers. */
const BREAKER_STATES = { closed: 0, 'half-open': 1, open: 2 };
/** The queue is read at most once in this time, in milliseconds, however many ask. */
const QUEUE_READ_INTERVAL = 15_000;
/** Bounds of buckets, in seconds: from calls that take milliseconds to deliveries that wait for days. */
const CALL_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];
const DELIVERY_BUCKETS = [
  0.1, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 14_400, 86_400, 259_200,
];

/** @internal */
export class TicketingMetrics {
  readonly #options: {
    measureQueue: () => Promise<QueueLevel[]>;
    readPolls: () => Promise<Map<number, { succeededAt?: Date }>>;
    nameOf: (integrationId: number) => string | undefined;
  };
  readonly #now: () => Date;
  readonly #attempts: MetricsServiceCounter;
  readonly #deliveryDuration: MetricsServiceHistogram;
  readonly #pauses: MetricsServiceHistogram;
  readonly #requestDuration: MetricsServiceHistogram;
  readonly #requestWait: MetricsServiceHistogram;
  readonly #reports: MetricsServiceCounter;
  readonly #items: MetricsServiceCounter;
  readonly #breakers = new Map<number, keyof typeof BREAKER_STATES>();
  #queue: { readAt: number; levels: Promise<QueueLevel[]> } | undefined;

  constructor(options: {
    metrics: MetricsService;
    /** Reads what waits; asked now and then. */
    measureQueue: () => Promise<QueueLevel[]>;
    /** Reads up to when the changes of each instance are known; asked now and then. */
    readPolls: () => Promise<Map<number, { succeededAt?: Date }>>;
    /** The name of an integration, as in the config; `undefined` when it is not connected any more. */
    nameOf: (integrationId: number) => string | undefined;
    now?: () => Date;
  }) {
    const { metrics } = options;
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#attempts = metrics.createCounter(
      'servicenow_ticketing.delivery.attempts',
      { description: 'Tries of deliveries that ended', unit: '{attempt}' },
    );
    this.#deliveryDuration = metrics.createHistogram(
      'servicenow_ticketing.delivery.duration',
      {
        description: 'From the decision of a person to ServiceNow having it',
        unit: 's',
        advice: { explicitBucketBoundaries: DELIVERY_BUCKETS },
      },
    );
    this.#pauses = metrics.createHistogram(
      'servicenow_ticketing.delivery.pause',
      {
        description:
          'How long deliveries were held back at a time, as ServiceNow was away or limited calls',
        unit: 's',
        advice: { explicitBucketBoundaries: DELIVERY_BUCKETS },
      },
    );
    this.#requestDuration = metrics.createHistogram(
      'servicenow_ticketing.request.duration',
      {
        description: 'Calls to ServiceNow, each try by itself',
        unit: 's',
        advice: { explicitBucketBoundaries: CALL_BUCKETS },
      },
    );
    this.#requestWait = metrics.createHistogram(
      'servicenow_ticketing.request.wait',
      {
        description:
          'What calls waited for their turn, by limits of either side',
        unit: 's',
        advice: { explicitBucketBoundaries: CALL_BUCKETS },
      },
    );
    this.#reports = metrics.createCounter(
      'servicenow_ticketing.ingest.reports',
      { description: 'Reports of sources taken in', unit: '{report}' },
    );
    this.#items = metrics.createCounter('servicenow_ticketing.ingest.items', {
      description: 'What their items did',
      unit: '{item}',
    });
    this.#observe(metrics);
  }

  /** A try of a delivery ended, and is written. */
  deliverySettled(
    delivery: { kind: string; integrationId: number; createdAt: Date },
    outcome: string,
  ): void {
    const { kind } = delivery;
    const integration = this.#nameOf(delivery.integrationId);
    this.#attempts.add(1, { kind, outcome, integration });
    if (outcome === 'delivered') {
      const age = this.#now().getTime() - delivery.createdAt.getTime();
      this.#deliveryDuration.record(age / 1000, { kind, integration });
    }
  }

  /** Deliveries of an integration are held back until a time. */
  deliveriesPaused(integrationId: number, until: Date): void {
    const wait = until.getTime() - this.#now().getTime();
    this.#pauses.record(Math.max(0, wait) / 1000, {
      integration: this.#nameOf(integrationId),
    });
  }

  /** A call to ServiceNow was tried. */
  requestEnded(
    integrationId: number,
    call: { method: string; status?: number; durationMs: number },
  ): void {
    this.#requestDuration.record(call.durationMs / 1000, {
      integration: this.#nameOf(integrationId),
      'http.request.method': call.method,
      ...(call.status === undefined
        ? { 'error.type': 'no_answer' }
        : { 'http.response.status_code': call.status }),
    });
  }

  /** A call waited so many milliseconds for its turn. */
  requestWaited(integrationId: number, milliseconds: number): void {
    this.#requestWait.record(milliseconds / 1000, {
      integration: this.#nameOf(integrationId),
    });
  }

  breakerChanged(
    integrationId: number,
    state: keyof typeof BREAKER_STATES,
  ): void {
    this.#breakers.set(integrationId, state);
  }

  /** A report was taken in; counts by what its items did. */
  reportTaken(source: string, counts: Record<string, number>): void {
    this.#reports.add(1, { source });
    for (const [effect, count] of Object.entries(counts)) {
      if (count > 0) {
        this.#items.add(count, { source, effect });
      }
    }
  }

  #observe(metrics: MetricsService): void {
    const { nameOf, readPolls } = this.#options;
    metrics
      .createObservableGauge('servicenow_ticketing.delivery.queue.size', {
        description: 'Deliveries that wait for ServiceNow or for a person',
        unit: '{delivery}',
      })
      .addCallback(async result => {
        for (const level of await this.#readQueue()) {
          result.observe(level.count, {
            status: level.status,
            integration: this.#nameOf(level.integrationId),
          });
        }
      });
    metrics
      .createObservableGauge('servicenow_ticketing.delivery.queue.oldest_age', {
        description: 'Age of the oldest delivery that waits; dead ones aside',
        unit: 's',
      })
      .addCallback(async result => {
        const ages = new Map<string, number>();
        for (const {
          integrationId,
          status,
          oldest,
        } of await this.#readQueue()) {
          if (status !== 'dead') {
            const name = this.#nameOf(integrationId);
            const age = this.#secondsSince(oldest);
            ages.set(name, Math.max(age, ages.get(name) ?? 0));
          }
        }
        ages.forEach((age, integration) =>
          result.observe(age, { integration }),
        );
      });
    metrics
      .createObservableGauge('servicenow_ticketing.breaker.state', {
        description:
          'Whether calls to ServiceNow are let through: 0 they are, 1 one is to find out, 2 none is',
        unit: '1',
      })
      .addCallback(result =>
        this.#breakers.forEach((state, id) =>
          result.observe(BREAKER_STATES[state], {
            integration: this.#nameOf(id),
          }),
        ),
      );
    metrics
      .createObservableGauge('servicenow_ticketing.inbound.poll.lag', {
        description: 'How old what is known of tickets may be',
        unit: 's',
      })
      .addCallback(async result => {
        for (const [id, poll] of await readPolls().catch(() => new Map())) {
          const integration = nameOf(id);
          if (integration && poll.succeededAt) {
            result.observe(this.#secondsSince(poll.succeededAt), {
              integration,
            });
          }
        }
      });
  }

  /** What waits, as of some seconds ago; nothing while the database does not answer. */
  async #readQueue(): Promise<QueueLevel[]> {
    const now = this.#now().getTime();
    if (!this.#queue || now - this.#queue.readAt >= QUEUE_READ_INTERVAL) {
      const levels = this.#options.measureQueue().catch(() => []);
      this.#queue = { readAt: now, levels };
    }
    return this.#queue.levels;
  }

  #nameOf(integrationId: number): string {
    return this.#options.nameOf(integrationId) ?? String(integrationId);
  }

  #secondsSince(time: Date): number {
    return Math.max(0, (this.#now().getTime() - time.getTime()) / 1000);
  }
}
