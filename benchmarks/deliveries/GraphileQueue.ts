import { Logger, makeWorkerUtils, run, type Runner } from 'graphile-worker';
import type { ServiceNowClient } from '../../plugins/servicenow-ticketing-backend/src/servicenow/ServiceNowClient';
import { measure, type Taken } from '../support/measure';
import { NOTE, sysIdOf } from './Outbox';

const CONCURRENCY = 16;
const BATCH = 500;
const silent = new Logger(() => () => {});

interface Note {
  sysId: string;
}

/** The same notes as jobs of graphile-worker, as it comes, on the same PostgreSQL, sent by the same client. */
export class GraphileQueue {
  readonly #tickets: number;

  constructor(options: { tickets: number }) {
    this.#tickets = options.tickets;
  }

  /** With a queue for each ticket, which keeps their order, or without. */
  async deliverAll(
    count: number,
    options: { client: ServiceNowClient; isOrdered: boolean },
  ): Promise<Taken> {
    await this.#fill(count, options.isOrdered);
    let done = 0;
    let onDone = () => {};
    const all = new Promise<void>(resolve => {
      onDone = resolve;
    });
    global.gc?.();
    let runner: Runner | undefined;
    const taken = await measure(async () => {
      runner = await run({
        connectionString: process.env.BENCHMARK_POSTGRES,
        concurrency: CONCURRENCY,
        noHandleSignals: true,
        maxPoolSize: CONCURRENCY + 2,
        logger: silent,
        taskList: {
          note: async payload => {
            const { sysId } = payload as Note;
            await options.client.updateTicket(
              { table: 'incident', sysId },
              { work_notes: NOTE },
            );
            done += 1;
            if (done === count) {
              onDone();
            }
          },
        },
      });
      await all;
    });
    await runner?.stop();
    return taken;
  }

  async #fill(count: number, isOrdered: boolean): Promise<void> {
    const utils = await makeWorkerUtils({
      connectionString: process.env.BENCHMARK_POSTGRES,
      logger: silent,
    });
    await utils.migrate();
    for (let added = 0; added < count; added += BATCH) {
      await utils.addJobs(
        Array.from({ length: Math.min(BATCH, count - added) }, (_, index) => {
          const sysId = sysIdOf((added + index) % this.#tickets);
          return {
            identifier: 'note',
            payload: { sysId, note: NOTE } as unknown as Record<
              string,
              unknown
            >,
            ...(isOrdered && { queueName: sysId }),
          };
        }),
      );
    }
    await utils.withPgClient(async client => {
      await client.query('vacuum analyze');
    });
    await utils.release();
  }
}
