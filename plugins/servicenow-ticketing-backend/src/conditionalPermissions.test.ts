import { mockCredentials } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  isPermission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import {
  anomalyPermissions,
  anomalyReadPermission,
  servicenowTicketingPermissions,
} from 'backstage-plugin-servicenow-ticketing-common';
import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createTestDatabases } from './__testUtils__/databases';
import { BASE, startPortal } from './__testUtils__/startPortal';
import { anomalyConditions, createAnomalyConditionalDecision } from '.';

jest.setTimeout(120_000);

const ANN = mockCredentials.user.header('user:default/ann');
const BEN = mockCredentials.user.header('user:default/ben');
const NOBODY = mockCredentials.user.header('user:default/nobody');

const anOwned = (name: string, owner: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name, namespace: 'default' },
  relations: [{ type: 'ownedBy', targetRef: owner }],
});

/** Everybody may do everything about what is theirs, and see what is critical; nobody has no permission at all. */
class OwnersPolicy implements PermissionPolicy {
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user || user.info.userEntityRef === 'user:default/nobody') {
      return { result: AuthorizeResult.DENY };
    }
    const isTheirs = anomalyConditions.hasOwner({
      owners: user.info.ownershipEntityRefs,
    });
    if (isPermission(permission, anomalyReadPermission)) {
      return createAnomalyConditionalDecision(permission, {
        anyOf: [
          isTheirs,
          anomalyConditions.hasSeverity({ severities: ['critical'] }),
        ],
      });
    }
    const about = anomalyPermissions.find(
      ({ name }) => name === permission.name,
    );
    return about
      ? createAnomalyConditionalDecision(about, isTheirs)
      : { result: AuthorizeResult.DENY };
  }
}

const databases = createTestDatabases();

describe.each(databases.ids)(
  'the plugin under a policy with conditions on %s',
  databaseId => {
    let simulator: Simulator;
    let plugin: Awaited<ReturnType<typeof startPortal>>;
    /** Ids by what they are: of Ann, of Ben, critical and of Ben, of nobody. */
    let ids: Record<'ann' | 'ben' | 'critical' | 'unmatched', number>;

    beforeAll(async () => {
      simulator = await createSimulator({ port: 0 });
      plugin = await startPortal({
        knex: await databases.createEmpty(databaseId),
        policy: new OwnersPolicy(),
        entities: [
          anOwned('anns', 'user:default/ann'),
          anOwned('bens', 'user:default/ben'),
        ],
        config: {
          sources: { scripts: { adapter: 'canonical' } },
          integrations: {
            demo: {
              instanceUrl: simulator.url,
              auth: {
                username: 'portal_integration',
                password: 'portal_integration',
              },
            },
          },
        },
      });
      const item = (key: string, more: object) => ({
        check_key: key,
        outcome: 'fail',
        dataset: { platform: 'postgres', fqn: `shop.${key}` },
        severity: 'low',
        title: key,
        message: 'x',
        ...more,
      });
      await plugin.portal
        .post(`${BASE}/anomalies/batch`)
        .set('Authorization', mockCredentials.service.header())
        .send({
          source: 'scripts',
          run: { id: 'r1', observed_at: '2026-01-22T13:22:40Z' },
          items: [
            item('ann', { entity_ref: 'resource:default/anns' }),
            item('ben', {
              entity_ref: 'resource:default/bens',
              type: 'freshness',
            }),
            item('critical', {
              entity_ref: 'resource:default/bens',
              severity: 'critical',
            }),
            item('unmatched', {}),
          ],
        })
        .expect(202);
      const rows = await plugin.knex('anomalies').select('id', 'title');
      ids = Object.fromEntries(
        rows.map(row => [row.title, row.id]),
      ) as typeof ids;
      if (rows.length !== 4) {
        throw new Error(`4 anomalies were reported, ${rows.length} are there`);
      }
    });
    afterAll(async () => {
      await plugin.stop();
      await simulator.stop();
    });

    const as = (user: string) => ({
      get: (path: string) =>
        plugin.portal.get(BASE + path).set('Authorization', user),
      post: (path: string, body: object) =>
        plugin.portal
          .post(BASE + path)
          .set('Authorization', user)
          .send(body),
      patch: (path: string, body: object) =>
        plugin.portal
          .patch(BASE + path)
          .set('Authorization', user)
          .send(body),
      delete: (path: string) =>
        plugin.portal.delete(BASE + path).set('Authorization', user),
    });
    const titles = async (user: string, query = '') => {
      const { body } = await as(user).get(`/anomalies${query}`).expect(200);
      return body.items.map((item: { title: string }) => item.title).sort();
    };

    it('lists and counts what somebody may see, and nothing else', async () => {
      expect(await titles(ANN)).toEqual(['ann', 'critical']);
      expect(await titles(BEN)).toEqual(['ben', 'critical']);
      expect(await titles(ANN, '?severity=low&sort=title')).toEqual(['ann']);
      expect(
        await titles(ANN, '?entity_ref=resource:default/bens&query=b'),
      ).toEqual([]);
      const { body } = await as(ANN).get('/anomalies?size=1').expect(200);
      expect(body).toMatchObject({
        total: 2,
        summary: { active: 2, unmatched: 0 },
      });
      const next = await as(ANN).get(
        `/anomalies?size=1&cursor=${body.next_cursor}`,
      );
      expect(next.body).toMatchObject({ next_cursor: null });
      expect(next.body.items).toHaveLength(1);
      const facets = await as(ANN).get('/anomalies/facets').expect(200);
      expect(facets.body.sources).toMatchObject([{ count: 2 }]);
      expect(JSON.stringify(facets.body)).not.toContain('freshness');
      await as(ANN).get('/anomalies/recovery').expect(200);
    });

    it('refuses everything about an anomaly of others, whether or not there is one', async () => {
      const ticket = { title: 'x' };
      const link = { ticket_number: 'INC0010001' };
      for (const id of [ids.ben, ids.unmatched, 2_000_000]) {
        const user = as(ANN);
        const calls: [string, ReturnType<typeof user.get>][] = [
          ['read', user.get(`/anomalies/${id}`)],
          ['read', user.get(`/anomalies/${id}/activity`)],
          ['read', user.get(`/anomalies/${id}/occurrences`)],
          ['read', user.get(`/anomalies/${id}/ticket-links`)],
          ['read', user.get(`/deliveries?anomaly_id=${id}`)],
          [
            'read',
            user.get(
              `/integrations/ticketing/form-specification?anomaly_id=${id}`,
            ),
          ],
          ['read', user.patch(`/anomalies/${id}`, { status: 'Acknowledged' })],
          [
            'read',
            user.patch(`/anomalies/${ids.ann}`, {
              status: 'Archived',
              resolution: 'Duplicate',
              duplicate_of: id,
            }),
          ],
          ['comment', user.post(`/anomalies/${id}/comments`, { body: 'x' })],
          ['comment', user.patch(`/anomalies/${id}/comments/1`, { body: 'x' })],
          ['comment', user.delete(`/anomalies/${id}/comments/1`)],
          [
            'create',
            user.post(
              `/integrations/ticketing/anomalies/${id}/tickets`,
              ticket,
            ),
          ],
          ['link', user.post(`/anomalies/${id}/ticket-links`, link)],
          ['link', user.delete(`/anomalies/${id}/ticket-links/1`)],
          ['read', user.post(`/anomalies/${id}/ticket-links/1/sync`, {})],
        ];
        for (const [permission, call] of calls) {
          const { status, body } = await call;
          expect({ status, message: body.error?.message }).toEqual({
            status: 403,
            message: expect.stringMatching(
              new RegExp(
                `You lack the permission servicenow-ticketing.\\w+.${permission} for anomaly ${id}\\.`,
              ),
            ),
          });
        }
      }
      expect(await plugin.knex('ticket_links')).toEqual([]);
      expect(
        await plugin.knex('anomalies').whereNot('status', 'Active'),
      ).toEqual([]);
    });

    it('changes what may be changed of many, and says what may not', async () => {
      const all = [ids.ben, ids.ann, 2_000_000, ids.critical];
      const { body } = await as(ANN)
        .post('/anomalies/bulk', { ids: all, status: 'Acknowledged' })
        .expect(200);
      expect(body.results).toEqual([
        {
          id: ids.ben,
          outcome: 'denied',
          message: expect.stringContaining('anomaly.read'),
        },
        { id: ids.ann, outcome: 'changed', message: null },
        {
          id: 2_000_000,
          outcome: 'denied',
          message: expect.stringContaining('anomaly.read'),
        },
        {
          // May be seen, as it is critical, but is not Ann's to change.
          id: ids.critical,
          outcome: 'denied',
          message: expect.stringContaining('anomaly.update'),
        },
      ]);
      expect(
        await plugin.knex('anomalies').where({ status: 'Acknowledged' }),
      ).toMatchObject([{ id: ids.ann }]);
      await as(NOBODY)
        .post('/anomalies/bulk', { ids: all, status: 'Acknowledged' })
        .expect(403);
    });

    it('shows a ticket to those who may see an anomaly that it is tied to', async () => {
      const created = await as(ANN)
        .post(`/integrations/ticketing/anomalies/${ids.ann}/tickets`, {
          title: 'Mine',
        })
        .expect(201);
      const path = `/integrations/ticketing/tickets/${created.body.ticket.ticket_id}`;
      await as(ANN).get(path).expect(200);
      const { body } = await as(BEN).get(path).expect(403);
      expect(body.error.message).toMatch(/anomalies of this ticket/);

      const mine = await as(ANN).get('/tickets').expect(200);
      expect(mine.body).toMatchObject({ total: 1, items: [{ title: 'Mine' }] });
      const linkId = mine.body.items[0].link_id;
      await as(ANN).get(`/tickets/${linkId}`).expect(200);
      const others = await as(BEN).get('/tickets').expect(200);
      expect(others.body).toMatchObject({ total: 0, items: [] });
      for (const id of [linkId, 2_000_000]) {
        for (const call of [
          as(BEN).get(`/tickets/${id}`),
          as(BEN).get(`/tickets/${id}/discussion`),
          as(BEN).get(`/tickets/${id}/related`),
          as(BEN).post(`/tickets/${id}/actions`, { action: 'acknowledge' }),
        ]) {
          const refused = await call.expect(403);
          expect(refused.body.error.message).toMatch(
            /for the anomaly of the linked ticket/,
          );
        }
      }
    });

    it('tells people how far their permissions reach', async () => {
      const { body } = await as(ANN).get('/permissions').expect(200);
      expect(body.permissions).toEqual({
        'servicenow-ticketing.anomaly.read': 'some',
        'servicenow-ticketing.anomaly.update': 'some',
        'servicenow-ticketing.anomaly.comment': 'some',
        'servicenow-ticketing.ticket.create': 'some',
        'servicenow-ticketing.ticket.link': 'some',
        'servicenow-ticketing.ticket.update': 'some',
        'servicenow-ticketing.anomaly.ingest': 'none',
        'servicenow-ticketing.delivery.retry': 'none',
        'servicenow-ticketing.integration.admin': 'none',
      });
      const nobody = await as(NOBODY).get('/permissions').expect(200);
      expect(new Set(Object.values(nobody.body.permissions))).toEqual(
        new Set(['none']),
      );
    });

    it('answers the permission backend about single anomalies', async () => {
      const ask = async (owner: string, resourceRefs: string[]) => {
        const decision = createAnomalyConditionalDecision(
          anomalyReadPermission,
          anomalyConditions.hasOwner({ owners: [owner] }),
        );
        const { body } = await plugin.portal
          .post(`${BASE}/.well-known/backstage/permissions/apply-conditions`)
          .set('Authorization', mockCredentials.service.header())
          .send({
            items: [{ id: 'x', resourceRef: resourceRefs, ...decision }],
          })
          .expect(200);
        return body.items[0].result;
      };
      const refs = [ids.ann, ids.ben, ids.unmatched].map(String);
      expect(await ask('user:default/ann', refs)).toEqual([
        'ALLOW',
        'DENY',
        'DENY',
      ]);
      expect(await ask('user:default/ben', refs)).toEqual([
        'DENY',
        'ALLOW',
        'DENY',
      ]);
      const none = ['0', '99999999999', '2000000', 'x', '1e1', `0${ids.ann}`];
      expect(new Set(await ask('user:default/ann', none))).toEqual(
        new Set(['DENY']),
      );
    });

    it('describes its permissions and rules to those who write policies', async () => {
      const { body } = await plugin.portal
        .get(`${BASE}/.well-known/backstage/permissions/metadata`)
        .set('Authorization', mockCredentials.service.header())
        .expect(200);
      expect(
        body.permissions.map(({ name }: { name: string }) => name).sort(),
      ).toEqual(servicenowTicketingPermissions.map(({ name }) => name).sort());
      expect(
        body.rules.map(({ name }: { name: string }) => name).sort(),
      ).toEqual([
        'BELONGS_TO_ENTITY',
        'HAS_ENTITY_KIND',
        'HAS_OWNER',
        'HAS_SEVERITY',
        'HAS_SOURCE',
      ]);
    });
  },
);
