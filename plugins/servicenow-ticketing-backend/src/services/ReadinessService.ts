import type { Knex } from 'knex';

/** How long the database may take to say that it is there, in milliseconds. */
const DATABASE_TIMEOUT = 5_000;
/** A worker that has not looked for work for so many of its intervals does not look any more. */
const MISSED_LOOKS = 12;

/** Whether this process can do its part. @internal */
export interface Readiness {
  status: 'ok' | 'failing';
  database: 'ok' | 'failing';
  worker: 'ok' | 'failing';
}

/**
 * Tells whether this process can do its part: it reaches its database, and its worker looks for work. ServiceNow being
 * away is no reason to fail: reports and decisions are taken all the same, and a load balancer that took the backend
 * out of service would make one outage two.
 *
 * @internal
 */
export class ReadinessService {
  readonly #options: {
    knex: Knex;
    lastLook: () => Date | undefined;
    pollInterval: number;
  };
  readonly #now: () => Date;
  readonly #begun: Date;

  constructor(options: {
    knex: Knex;
    /** When the worker last looked for work with success. */
    lastLook: () => Date | undefined;
    /** How often it looks, in milliseconds. */
    pollInterval: number;
    now?: () => Date;
  }) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#begun = this.#now();
  }

  /** Never rejects. */
  async check(): Promise<Readiness> {
    const database = (await this.#reachesDatabase()) ? 'ok' : 'failing';
    const worker = this.#works() ? 'ok' : 'failing';
    return {
      status: database === 'ok' && worker === 'ok' ? 'ok' : 'failing',
      database,
      worker,
    };
  }

  async #reachesDatabase(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<boolean>(resolve => {
      timer = setTimeout(() => resolve(false), DATABASE_TIMEOUT);
    });
    const answer = this.#options.knex.raw('select 1').then(
      () => true,
      () => false,
    );
    try {
      return await Promise.race([answer, tooLate]);
    } finally {
      clearTimeout(timer);
    }
  }

  #works(): boolean {
    const { lastLook, pollInterval } = this.#options;
    const since = this.#now().getTime() - (lastLook() ?? this.#begun).getTime();
    return since < MISSED_LOOKS * pollInterval;
  }
}
