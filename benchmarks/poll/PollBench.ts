import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Knex } from 'knex';
import { createInbound } from '../../plugins/servicenow-ticketing-backend/src/createInbound';
import { ActivityStore } from '../../plugins/servicenow-ticketing-backend/src/database/ActivityStore';
import { AnomalyStore } from '../../plugins/servicenow-ticketing-backend/src/database/AnomalyStore';
import { DeliveryStore } from '../../plugins/servicenow-ticketing-backend/src/database/DeliveryStore';
import { TicketLinkStore } from '../../plugins/servicenow-ticketing-backend/src/database/TicketLinkStore';
import { TicketStore } from '../../plugins/servicenow-ticketing-backend/src/database/TicketStore';
import { DEFAULT_LIFECYCLE_RULES } from '../../plugins/servicenow-ticketing-backend/src/domain/lifecycleRules';
import { InstanceConnector } from '../../plugins/servicenow-ticketing-backend/src/services/integrations/InstanceConnector';
import { integrationAt } from '../support/integration';
import { logger } from '../support/logger';
import { measure, type Taken } from '../support/measure';

const ROWS_PER_INSERT = 250;
/** What ServiceNow changes in each round. */
const SINCE = new Date(Date.now() - 2 * 3_600_000);

/** A poll, and what it asked. */
export interface Polled extends Taken {
  requests: number;
}

/** Polls instances with more and with fewer linked tickets, of which as many change. */
export class PollBench {
  readonly #knex: Knex;
  readonly #stub: ChildProcess;
  readonly #url: string;

  private constructor(knex: Knex, stub: ChildProcess, port: number) {
    this.#knex = knex;
    this.#stub = stub;
    this.#url = `http://127.0.0.1:${port}`;
  }

  static async create(knex: Knex, changed: number): Promise<PollBench> {
    const stub = fork(
      path.join(__dirname, 'stubChanges.mjs'),
      [String(changed)],
      // Without the loader of TypeScript that this process has.
      { execArgv: [] },
    );
    const [port] = await once(stub, 'message');
    return new PollBench(knex, stub, port as number);
  }

  /** Another round: everything that changes has changed once more. */
  async change(): Promise<void> {
    this.#stub.send('change');
    await once(this.#stub, 'message');
  }

  stop(): void {
    this.#stub.disconnect();
  }

  /** An instance with so many linked tickets; answers with what polls it. */
  async instanceWith(tickets: number): Promise<() => Promise<Polled>> {
    const knex = this.#knex;
    const settings = { ...integrationAt(this.#url), name: `with ${tickets}` };
    const integrationId = await this.#fill(settings.name, tickets);
    let requests = 0;
    const { client } = new InstanceConnector({
      requestTimeout: 30_000,
      observerOf: () => () => {
        requests += 1;
      },
    }).connect(integrationId, settings);
    const integration = { id: integrationId, settings, client };
    const { poller } = createInbound({
      knex,
      integrations: { list: () => [integration], find: () => integration },
      anomalies: new AnomalyStore({ knex }),
      activities: new ActivityStore({ knex }),
      tickets: new TicketStore({ knex }),
      links: new TicketLinkStore({ knex }),
      deliveries: new DeliveryStore({ knex }),
      outbox: { enqueueForAnomaly: async () => 0, nudge: () => {} },
      announcer: {
        anomaliesChanged: () => {},
        ticketsChanged: () => {},
        deliveriesChanged: () => {},
      },
      lifecycle: DEFAULT_LIFECYCLE_RULES,
      logger,
      timing: {
        enabled: true,
        reconcileInterval: 86_400_000,
        reconcileEvery: 600_000,
        push: { minInterval: 2_000 },
      },
    });
    return async () => {
      requests = 0;
      let comments = 0;
      let changed = 0;
      const taken = await measure(async () => {
        const result = await poller.poll(integration);
        comments = result.comments;
        changed = result.changed.length;
      });
      if (comments === 0 || comments !== changed) {
        throw new Error(
          `${changed} changes and ${comments} comments were taken in`,
        );
      }
      return { ...taken, requests };
    };
  }

  async #fill(name: string, tickets: number): Promise<number> {
    const knex = this.#knex;
    const [{ id: integrationId }] = await knex('integrations')
      .insert({ name, origin: 'config', created_at: SINCE })
      .returning('id');
    const indexes = Array.from({ length: tickets }, (_, index) => index);
    const [{ last }] = await knex('anomalies').max({ last: 'id' });
    const first = Number(last ?? 0) + 1;
    await knex.batchInsert(
      'anomalies',
      indexes.map(index => anomalyRow(name, first + index)),
      ROWS_PER_INSERT / 5,
    );
    const [{ lastTicket }] = await knex('tickets').max({ lastTicket: 'id' });
    const firstTicket = Number(lastTicket ?? 0) + 1;
    await knex.batchInsert(
      'tickets',
      indexes.map(index => ticketRow(integrationId, index, firstTicket)),
      ROWS_PER_INSERT,
    );
    await knex.batchInsert(
      'ticket_links',
      indexes.map(index => ({
        anomaly_id: first + index,
        ticket_id: firstTicket + index,
        origin: 'linked' as const,
        created_at: SINCE,
      })),
      ROWS_PER_INSERT,
    );
    await knex('inbound_cursors').insert({
      integration_id: integrationId,
      table_name: 'incident',
      watermark: SINCE,
    });
    return integrationId;
  }
}

function ticketRow(integrationId: number, index: number, first: number) {
  const fields = JSON.stringify({ state: '1', active: 'true', priority: '5' });
  return {
    id: first + index,
    integration_id: integrationId,
    table_name: 'incident',
    sys_id: index.toString(16).padStart(32, '0'),
    number: `INC${index}`,
    title: 'orders: order_id is not unique',
    state: '1',
    agreed_fields: fields,
    seen_fields: fields,
    remote_mod_count: 0,
    merged_mod_count: 0,
    journal_since: SINCE,
    synced_at: SINCE,
    created_at: SINCE,
  };
}

function anomalyRow(source: string, id: number) {
  return {
    id,
    source,
    fingerprint: String(id),
    check_key: 'unique_orders',
    title: 'unique_orders',
    message: '17 duplicate rows',
    type: 'unique',
    severity: 2,
    condition: 'failing' as const,
    status: 'Active' as const,
    dataset_name: 'orders',
    fields: '[]',
    failed_checks: '[]',
    tags: '[]',
    occurrence_count: 1,
    first_seen_at: SINCE,
    last_seen_at: SINCE,
    last_observed_at: SINCE,
    version: 1,
    created_at: SINCE,
    updated_at: SINCE,
  };
}
