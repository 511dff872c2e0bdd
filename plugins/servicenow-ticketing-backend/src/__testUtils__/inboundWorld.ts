import type { Knex } from 'knex';
import type { Simulator } from 'servicenow-simulator';
import type { IntegrationSettings } from '../domain/integrationSettings';
import type { InboundSettings } from '../domain/syncSettings';
import { AnomalyDecisionService } from '../services/AnomalyDecisionService';
import { anIntegration } from './integrations';
import { ANN, createTestTicketing } from './testTicketing';

/** Both directions of the sync on a database and an instance, polled by hand. */
export async function createInboundWorld(options: {
  knex: Knex;
  instanceUrl: string;
  inbound?: Partial<InboundSettings>;
  settings?: Partial<IntegrationSettings>;
}) {
  const { knex, instanceUrl } = options;
  const usual = anIntegration(instanceUrl).sync;
  const ticketing = await createTestTicketing({
    knex,
    instanceUrl,
    settings: {
      ...options.settings,
      sync: { ...usual, inbound: { ...usual.inbound, ...options.inbound } },
    },
  });
  const decisions = new AnomalyDecisionService(ticketing);
  const integration = ticketing.integrations.list()[0];
  const linkTo = async (anomalyId: number, sysId: string) => {
    const link = await ticketing.ticketLinks.linkTicket(
      { anomalyId, ticket_id: sysId },
      ANN,
    );
    await ticketing.worker.drain();
    return link;
  };
  return {
    ...ticketing,
    decisions,
    integration,
    linkTo,
    /** An anomaly with a ticket that the worker has told of it. */
    async linked(sysId: string): Promise<number> {
      const anomalyId = await ticketing.anomaly();
      await linkTo(anomalyId, sysId);
      return anomalyId;
    },
    poll: () => ticketing.inbound.poller.poll(integration),
    reconcile: () =>
      ticketing.inbound.reconciler.reconcile(integration, {
        unreadSince: new Date(ticketing.now().getTime() + 1),
      }),
    statusOf: async (anomalyId: number) => {
      const anomaly = await ticketing.anomalies.get(anomalyId);
      return anomaly?.resolution
        ? `${anomaly.status} ${anomaly.resolution}`
        : anomaly?.status;
    },
    /** What the timeline says of tickets: `Beth Anglin (ServiceNow) set INC… to In Progress`. */
    told: async (anomalyId: number) => {
      const { items } = await ticketing.activities.list(anomalyId, {
        page: 1,
        size: 100,
      });
      return items
        .reverse()
        .filter(
          ({ kind, actor }) => kind.startsWith('ticket_c') || actor === null,
        )
        .map(({ kind, actor_name, body, to_status }) =>
          kind === 'status'
            ? `${actor_name}: ${to_status} ${body}`
            : `${actor_name} ${body}`,
        );
    },
    linkOf: async (anomalyId: number) =>
      (await ticketing.ticketLinks.listLinksOf(anomalyId))[0],
  };
}

/** Changes a record as a person of ServiceNow does. */
export async function changeAs(
  simulator: Simulator,
  who: string,
  change: { sysId: string; values: Record<string, string>; table?: string },
): Promise<void> {
  const { sysId, values, table = 'incident' } = change;
  const answer = await fetch(
    `${simulator.url}/api/now/table/${table}/${sysId}`,
    {
      method: 'PATCH',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Basic ${Buffer.from(`${who}:${who}`).toString(
          'base64',
        )}`,
      },
      body: JSON.stringify(values),
    },
  );
  if (!answer.ok) {
    throw new Error(await answer.text());
  }
}
