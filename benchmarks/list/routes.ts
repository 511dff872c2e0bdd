import express from 'express';
import type { Knex } from 'knex';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import { ActivityStore } from '../../plugins/servicenow-ticketing-backend/src/database/ActivityStore';
import { AnomalyAccessStore } from '../../plugins/servicenow-ticketing-backend/src/database/AnomalyAccessStore';
import { AnomalyStore } from '../../plugins/servicenow-ticketing-backend/src/database/AnomalyStore';
import { DeliveryStore } from '../../plugins/servicenow-ticketing-backend/src/database/DeliveryStore';
import { OccurrenceStore } from '../../plugins/servicenow-ticketing-backend/src/database/OccurrenceStore';
import { TicketLinkStore } from '../../plugins/servicenow-ticketing-backend/src/database/TicketLinkStore';
import {
  anomalyConditions,
  createAnomalyConditionalDecision,
} from '../../plugins/servicenow-ticketing-backend/src/permissions/conditionExports';
import { PermissionGuard } from '../../plugins/servicenow-ticketing-backend/src/permissions/PermissionGuard';
import { anomalyPermissionRules } from '../../plugins/servicenow-ticketing-backend/src/permissions/rules';
import { createAnomaliesRouter } from '../../plugins/servicenow-ticketing-backend/src/router/anomaliesRouter';
import { AnomalyService } from '../../plugins/servicenow-ticketing-backend/src/services/AnomalyService';
import { AuthorizedAnomalyService } from '../../plugins/servicenow-ticketing-backend/src/services/AuthorizedAnomalyService';
import { TicketLinkService } from '../../plugins/servicenow-ticketing-backend/src/services/TicketLinkService';
import { LIST_QUERIES, orderBy } from './listQueries';

/** Names an owner whose conditions a policy would give; the host's own checks are not part of the measurement. */
export const OWNER_HEADER = 'x-benchmark-owner';
const PAGE = 20;

/** Our route, from parsing to JSON. */
export function ourRoute(knex: Knex): express.Express {
  const anomalies = new AnomalyStore({ knex });
  const rules = Object.values(anomalyPermissionRules);
  const guard = new PermissionGuard({
    access: new AnomalyAccessStore({ knex }),
    toAccess: createConditionTransformer({
      getRuleByName: (name: string) => rules.find(rule => rule.name === name)!,
    } as never),
    permissions: {
      authorize: async requests =>
        requests.map(() => ({ result: AuthorizeResult.ALLOW })),
      authorizeConditional: async (requests, options) => {
        const { owner } = (
          options as unknown as { credentials: { owner?: string } }
        ).credentials;
        return requests.map(({ permission }) =>
          owner
            ? createAnomalyConditionalDecision(
                permission as never,
                anomalyConditions.hasOwner({ owners: [owner] }),
              )
            : { result: AuthorizeResult.ALLOW },
        );
      },
    },
  });
  const ticketLinks = new TicketLinkService({
    knex,
    anomalies,
    links: new TicketLinkStore({ knex }),
    deliveries: new DeliveryStore({ knex }),
    integrations: { titleOf: () => 'Benchmark', find: () => undefined },
    follower: { readTimes: async () => new Map() },
  } as never);
  const app = express();
  app.use(
    createAnomaliesRouter({
      httpAuth: {
        credentials: async (req: express.Request) => ({
          owner: req.header(OWNER_HEADER),
        }),
      } as never,
      // Lists are not audited.
      auditor: {} as never,
      anomalies: new AuthorizedAnomalyService({
        anomalies: new AnomalyService({
          anomalies,
          activities: new ActivityStore({ knex }),
          occurrences: new OccurrenceStore({ knex }),
          ticketLinks,
          sources: [],
        }),
        guard,
      } as never),
    }),
  );
  return app;
}

const LAST_REPORT =
  '(select received_at from ingest_deliveries order by received_at desc limit 1)';

const capped = (condition: string) =>
  `(select count(*) from (select 1 from anomalies a where ${condition} limit 1000) c)`;

/** Over everything: each in an index of its own. */
const COUNTS = `select ${[
  "a.status <> 'Archived' and a.status = 'Active'",
  "a.status <> 'Archived' and a.status = 'Acknowledged'",
  "a.status = 'Archived'",
  "a.status <> 'Archived' and a.has_ticket",
  "a.status <> 'Archived' and not a.matched",
]
  .map(capped)
  .join(', ')}, ${LAST_REPORT}`;

/** Over what is found one by one. */
const countsWithin = (scope: string) =>
  `select count(*) filter (where status = 'Active') as active,
     count(*) filter (where status = 'Acknowledged') as acknowledged,
     count(*) filter (where has_ticket) as tickets, count(*) filter (where not matched) as unmatched,
     ${capped(`a.status = 'Archived' and ${scope}`)} as archived, ${LAST_REPORT}
   from (select a.status, a.has_ticket, a.matched from anomalies a
     where a.status <> 'Archived' and ${scope} limit 10000) open`;

/** The same page by hand: the same rows, their entities and tickets, the total and the counts, and nothing else. */
export function bareRoute(knex: Knex): express.Express {
  const app = express();
  app.get('/:index/:round', async (req, res, next) => {
    try {
      const query = LIST_QUERIES[Number(req.params.index)];
      const [where, ...values] = query.where(Number(req.params.round));
      const scope =
        query.title.startsWith('entity') || query.owner
          ? where.replace("a.status <> 'Archived' and ", '')
          : 'true';
      const counting = scope === 'true' ? COUNTS : countsWithin(scope);
      const countingValues = scope === 'true' ? [] : [...values, ...values];
      const [rows, total, counts] = await Promise.all([
        knex.raw(
          `select a.* from anomalies a where ${where} order by ${orderBy(
            query,
          )} limit ${PAGE + 1}`,
          values as never,
        ),
        knex.raw(
          `select count(*) from (select 1 from anomalies a where ${where} limit 1001) s`,
          values as never,
        ),
        knex.raw(counting, countingValues as never),
      ]);
      const ids = rows.rows.map((row: { id: number }) => row.id);
      const [entities, links] = await Promise.all([
        knex.raw(
          'select * from anomaly_entities where anomaly_id = any(?) order by entity_ref',
          [ids],
        ),
        knex.raw(
          `select t.*, l.id as link_id, l.anomaly_id from ticket_links l join tickets t on t.id = l.ticket_id
           where l.anomaly_id = any(?) order by l.id`,
          [ids],
        ),
      ]);
      const ticketIds = links.rows.map((row: { id: number }) => row.id);
      const unsettled = await knex.raw(
        `select * from deliveries where ticket_id = any(?) and status not in ('delivered', 'discarded')`,
        [ticketIds],
      );
      res.json({
        items: rows.rows,
        entities: entities.rows,
        links: links.rows,
        unsettled: unsettled.rows,
        total: total.rows,
        counts: counts.rows,
      });
    } catch (error) {
      next(error);
    }
  });
  return app;
}

/** Serves it on a free port. */
export async function serve(
  app: express.Express,
): Promise<{ url: string; server: Server }> {
  const server = await new Promise<Server>(resolve => {
    const started = app.listen(0, '127.0.0.1', () => resolve(started));
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, server };
}
