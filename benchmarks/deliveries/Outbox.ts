import { ConfigReader } from '@backstage/config';
import createKnex, { type Knex } from 'knex';
import { readCallLogConfig } from '../../plugins/servicenow-ticketing-backend/src/config/readCallLogConfig';
import { readDeliveryConfig } from '../../plugins/servicenow-ticketing-backend/src/config/readDeliveryConfig';
import { ApiCallStore } from '../../plugins/servicenow-ticketing-backend/src/database/ApiCallStore';
import { DeliveryStore } from '../../plugins/servicenow-ticketing-backend/src/database/DeliveryStore';
import { migrate } from '../../plugins/servicenow-ticketing-backend/src/database/migrate';
import type { DeliveryObserver } from '../../plugins/servicenow-ticketing-backend/src/delivery/DeliveryObserver';
import { DeliveryWorker } from '../../plugins/servicenow-ticketing-backend/src/delivery/DeliveryWorker';
import { ReferenceDirectory } from '../../plugins/servicenow-ticketing-backend/src/servicenow/ReferenceDirectory';
import type { ServiceNowClient } from '../../plugins/servicenow-ticketing-backend/src/servicenow/ServiceNowClient';
import { ApiCallLog } from '../../plugins/servicenow-ticketing-backend/src/services/ApiCallLog';
import { InstanceConnector } from '../../plugins/servicenow-ticketing-backend/src/services/integrations/InstanceConnector';
import { integrationAt } from '../support/integration';
import { logger } from '../support/logger';
import { measure, type Taken } from '../support/measure';

/** What a usual work note looks like. */
export const NOTE = `[2026-01-23 19:51:23 UTC] Backstage Anomaly Status: Acknowledged
Comment from Backstage: ${'looked into it, '.repeat(10)}[ref 0123456789]`;

/** Connections of one backend process, as a host has them. */
const POOL = { min: 2, max: 10 };
const CONCURRENCY = 16;

export interface Connected {
  client: ServiceNowClient;
  settings: ReturnType<typeof integrationAt>;
  /** Calls that were made. */
  calls: () => number;
  log: ApiCallLog;
  close(): void;
}

/** Tables of the backend with tickets of one integration, and what puts deliveries into them and takes them out. */
export class Outbox {
  readonly knex: Knex;
  readonly deliveries: DeliveryStore;
  readonly integrationId: number;
  readonly ticketIds: number[];
  readonly #config = new ConfigReader({});

  private constructor(
    knex: Knex,
    ids: { integrationId: number; ticketIds: number[] },
  ) {
    this.knex = knex;
    this.deliveries = new DeliveryStore({ knex });
    this.integrationId = ids.integrationId;
    this.ticketIds = ids.ticketIds;
  }

  /** The one that another process has made. */
  static async open(): Promise<Outbox> {
    const knex = connectToPostgres();
    const [{ id }] = await knex('integrations').select('id');
    return new Outbox(knex, { integrationId: id, ticketIds: [] });
  }

  static async create(tickets: number): Promise<Outbox> {
    const knex = connectToPostgres();
    await migrate(knex);
    const [integration] = await knex('integrations')
      .insert({ name: 'benchmark', origin: 'config', created_at: new Date() })
      .returning('id');
    const rows = Array.from({ length: tickets }, (_, index) => ({
      integration_id: integration.id,
      table_name: 'incident',
      sys_id: sysIdOf(index),
      number: `INC${index}`,
      title: 'orders: order_id is not unique',
      created_at: new Date(),
    }));
    await knex.batchInsert('tickets', rows, 500);
    const made = await knex('tickets').select('id').orderBy('id');
    return new Outbox(knex, {
      integrationId: integration.id,
      ticketIds: made.map(({ id }) => id),
    });
  }

  /** A client of the stub, whose calls are counted and, if wanted, logged. */
  connect(
    instanceUrl: string,
    options: { isLogged?: boolean } = {},
  ): Connected {
    let calls = 0;
    const settings = integrationAt(instanceUrl);
    const log = new ApiCallLog({
      store: new ApiCallStore({ knex: this.knex }),
      settings: {
        ...readCallLogConfig(this.#config),
        enabled: options.isLogged ?? false,
      },
      logger,
    });
    const connection = new InstanceConnector({
      requestTimeout: 30_000,
      observerOf: (id, of) => {
        const observe = log.observerOf(id, of);
        return call => {
          calls += 1;
          observe?.(call);
        };
      },
    }).connect(this.integrationId, settings);
    return {
      client: connection.client,
      settings,
      calls: () => calls,
      log,
      close: () => connection.close(),
    };
  }

  createWorker(
    { client, settings }: Connected,
    options: { combineNotes?: boolean; observer?: DeliveryObserver } = {},
  ): DeliveryWorker {
    return new DeliveryWorker({
      deliveries: this.deliveries,
      targetOf: () => ({ client, settings }),
      replaceClosed: async () => {},
      settings: {
        ...readDeliveryConfig(this.#config),
        concurrency: CONCURRENCY,
        combineNotes: options.combineNotes ?? false,
      },
      references: new ReferenceDirectory({}),
      productName: 'Backstage',
      logger,
      observer: options.observer,
    });
  }

  /** Empties the outbox, and puts notes into it: one for each ticket in turn. */
  async fill(count: number): Promise<void> {
    const { knex } = this;
    for (const table of [
      'api_calls',
      'delivery_attempts',
      'deliveries',
      'delivery_queues',
    ]) {
      await knex(table)
        .truncate()
        .catch(() => knex(table).delete());
    }
    const at = new Date();
    for (let done = 0; done < count; done += 500) {
      const batch = Array.from(
        { length: Math.min(500, count - done) },
        (_, index) => this.noteFor(done + index, at),
      );
      await knex.transaction(tx => this.deliveries.insertAll(tx, batch));
    }
    // Rows of earlier rounds must not make later ones slower.
    await knex.raw('vacuum analyze');
  }

  noteFor(index: number, at: Date) {
    return {
      integrationId: this.integrationId,
      ticketId: this.ticketIds[index % this.ticketIds.length],
      anomalyId: 1,
      kind: 'comment' as const,
      payload: { note: NOTE, marker: '0123456789' },
      createdBy: 'user:default/ann',
      at,
    };
  }

  /** Delivers all that waits, and gives how long that took. */
  async deliverAll(
    count: number,
    connected: Connected,
    options: { combineNotes?: boolean } = {},
  ): Promise<Taken> {
    let settled = 0;
    let onSettled = () => {};
    const done = new Promise<void>(resolve => {
      onSettled = resolve;
    });
    const worker = this.createWorker(connected, {
      ...options,
      observer: {
        settled: (_, result) => {
          if (result.outcome !== 'delivered') {
            throw new Error(`A delivery ended as ${result.outcome}`);
          }
          settled += 1;
          if (settled === count) {
            onSettled();
          }
        },
      },
    });
    global.gc?.();
    const taken = await measure(async () => {
      worker.start();
      await done;
      await connected.log.stop();
    });
    await worker.stop();
    return taken;
  }

  /** Sends as many notes one by one, as many at once, and knows nothing of a database. */
  async sendBare(count: number, { client }: Connected): Promise<Taken> {
    let next = 0;
    const sendUntilDone = async () => {
      while (next < count) {
        const index = next;
        next += 1;
        await client.updateTicket(
          {
            table: 'incident',
            sysId: sysIdOf(index % this.ticketIds.length),
          },
          { work_notes: NOTE },
        );
      }
    };
    global.gc?.();
    return measure(async () => {
      await Promise.all(Array.from({ length: CONCURRENCY }, sendUntilDone));
    });
  }
}

function connectToPostgres(): Knex {
  return createKnex({
    client: 'pg',
    connection: process.env.BENCHMARK_POSTGRES,
    pool: POOL,
  });
}

/** The sys_id of a ticket. */
export function sysIdOf(index: number): string {
  return index.toString(16).padStart(32, '0');
}
