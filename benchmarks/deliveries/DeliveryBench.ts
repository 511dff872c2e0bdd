import { ConfigReader } from '@backstage/config';
import type { Knex } from 'knex';
import { readCallLogConfig } from '../../plugins/servicenow-ticketing-backend/src/config/readCallLogConfig';
import { readDeliveryConfig } from '../../plugins/servicenow-ticketing-backend/src/config/readDeliveryConfig';
import { ApiCallStore } from '../../plugins/servicenow-ticketing-backend/src/database/ApiCallStore';
import { DeliveryWorker } from '../../plugins/servicenow-ticketing-backend/src/delivery/DeliveryWorker';
import { ReferenceDirectory } from '../../plugins/servicenow-ticketing-backend/src/servicenow/ReferenceDirectory';
import { ApiCallLog } from '../../plugins/servicenow-ticketing-backend/src/services/ApiCallLog';
import { InstanceConnector } from '../../plugins/servicenow-ticketing-backend/src/services/integrations/InstanceConnector';
import { integrationAt } from '../support/integration';
import { logger } from '../support/logger';
import { measure, type Taken } from '../support/measure';
import { CountingDeliveryStore } from './CountingDeliveryStore';

const NOTE = `[2026-01-23 19:51:23 UTC] Backstage Anomaly Status: Acknowledged
Comment from Backstage: ${'looked into it, '.repeat(10)}[ref 0123456789]`;

const ROUNDS_PER_VACUUM = 2;

interface BenchOptions {
  knex: Knex;
  instanceUrl: string;
  deliveries: number;
  tickets: number;
}

/** Puts work notes into the outbox, and has the worker of the backend deliver them. */
export class DeliveryBench {
  readonly #options: BenchOptions;
  readonly #integrationId: number;
  readonly #ticketIds: number[];
  #rounds = 0;
  readonly #config = new ConfigReader({});

  private constructor(
    options: BenchOptions,
    ids: { integrationId: number; ticketIds: number[] },
  ) {
    this.#options = options;
    this.#integrationId = ids.integrationId;
    this.#ticketIds = ids.ticketIds;
  }

  static async create(options: BenchOptions): Promise<DeliveryBench> {
    const { knex, tickets } = options;
    const [integration] = await knex('integrations')
      .insert({ name: 'benchmark', origin: 'config', created_at: new Date() })
      .returning('id');
    const ticketIds: number[] = [];
    for (let index = 0; index < tickets; index++) {
      const [ticket] = await knex('tickets')
        .insert({
          integration_id: integration.id,
          table_name: 'incident',
          sys_id: index.toString(16).padStart(32, '0'),
          number: `INC${index}`,
          title: 'orders: order_id is not unique',
          created_at: new Date(),
        })
        .returning('id');
      ticketIds.push(ticket.id);
    }
    return new DeliveryBench(options, {
      integrationId: integration.id,
      ticketIds,
    });
  }

  /** Delivers everything once, with or without the log; what the log has still to write counts, too. */
  async deliver(isLogged: boolean): Promise<Taken> {
    const { knex, instanceUrl, deliveries: count } = this.#options;
    await this.#fillOutbox();
    const log = new ApiCallLog({
      store: new ApiCallStore({ knex }),
      settings: { ...readCallLogConfig(this.#config), enabled: isLogged },
      logger,
    });
    const settings = integrationAt(instanceUrl);
    const connection = new InstanceConnector({
      requestTimeout: 30_000,
      observerOf: (id, of) => log.observerOf(id, of),
    }).connect(this.#integrationId, settings);
    const deliveries = new CountingDeliveryStore({ knex });
    const worker = new DeliveryWorker({
      deliveries,
      targetOf: () => ({ client: connection.client, settings }),
      settings: readDeliveryConfig(this.#config),
      references: new ReferenceDirectory({}),
      productName: 'Backstage',
      logger,
    });
    global.gc?.();
    const taken = await measure(async () => {
      worker.start();
      await deliveries.untilDelivered(count);
      await log.stop();
    });
    await worker.stop();
    connection.close();
    await this.#checkLog(isLogged);
    return taken;
  }

  async #fillOutbox(): Promise<void> {
    const { knex, deliveries } = this.#options;
    for (const table of ['api_calls', 'delivery_attempts', 'deliveries']) {
      await knex(table).delete();
    }
    this.#rounds += 1;
    if (
      knex.client.config.client === 'pg' &&
      this.#rounds % ROUNDS_PER_VACUUM === 0
    ) {
      // Rows of earlier rounds must not make later ones slower.
      await knex.raw('vacuum analyze');
    }
    const rows = Array.from({ length: deliveries }, (_, index) => ({
      integration_id: this.#integrationId,
      ticket_id: this.#ticketIds[index % this.#ticketIds.length],
      anomaly_id: 1,
      kind: 'comment' as const,
      payload: JSON.stringify({ note: NOTE, marker: '0123456789' }),
      status: 'pending' as const,
      attempts: 0,
      created_by: 'user:default/ann',
      created_at: new Date(),
    }));
    await knex.batchInsert('deliveries', rows, 100);
  }

  /** A log that drops calls would look cheap. */
  async #checkLog(isLogged: boolean): Promise<void> {
    const { knex, deliveries } = this.#options;
    const [{ total }] = await knex('api_calls').count({ total: '*' });
    const wanted = isLogged ? deliveries : 0;
    if (Number(total) !== wanted) {
      throw new Error(`The log holds ${total} calls instead of ${wanted}`);
    }
  }
}
