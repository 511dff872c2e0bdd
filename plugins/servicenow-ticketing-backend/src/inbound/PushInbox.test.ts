import { createHmac } from 'node:crypto';
import { WebhookReceiptStore } from '../database/WebhookReceiptStore';
import { FollowedTicketStore } from '../database/FollowedTicketStore';
import { createTestDatabases } from '../__testUtils__/databases';
import { anIntegration } from '../__testUtils__/integrations';
import type { FollowedIntegration } from './contracts';
import { PushInbox } from './PushInbox';

const databases = createTestDatabases();

const SECRET = 'a secret of sixteen letters';
const NOW = new Date('2026-01-23T19:51:23Z');
const SYS_ID = 'a'.repeat(32);

describe.each(databases.ids)('calls of ServiceNow, on %s', databaseId => {
  let inbox: PushInbox;
  let knex: Awaited<ReturnType<typeof databases.create>>;
  let nudged: number[];

  beforeEach(async () => {
    knex = await databases.create(databaseId);
    const created_at = NOW;
    for (const name of ['signed', 'silent']) {
      await knex('integrations').insert({ name, origin: 'config', created_at });
    }
    await knex('tickets').insert({
      integration_id: 1,
      table_name: 'incident',
      sys_id: SYS_ID,
      title: 'x',
      created_at,
    });
    const integration = (id: number, pushSecret?: string) => {
      const settings = anIntegration('http://127.0.0.1:9');
      const { sync } = settings;
      return {
        id,
        settings: {
          ...settings,
          sync: { ...sync, inbound: { ...sync.inbound, pushSecret } },
        },
      } as FollowedIntegration;
    };
    const all = [integration(1, SECRET), integration(2)];
    nudged = [];
    inbox = new PushInbox({
      integrations: {
        list: () => all,
        find: id => all.find(each => each.id === id),
      },
      receipts: new WebhookReceiptStore({ knex }),
      followed: new FollowedTicketStore({ knex }),
      nudge: async id => {
        nudged.push(id);
      },
      now: () => NOW,
    });
  });

  const sign = (text: string, secret = SECRET) =>
    createHmac('sha256', secret).update(text).digest('hex');
  const seconds = (offset = 0) =>
    String(Math.floor(NOW.getTime() / 1000) + offset);
  const call = (change: {
    body?: string;
    timestamp?: string;
    signature?: string;
    integrationId?: number;
  }) => {
    const { body = `{"table":"incident","sys_id":"${SYS_ID}"}` } = change;
    const { timestamp = seconds(), integrationId = 1 } = change;
    return inbox.receive({
      integrationId,
      body: Buffer.from(body),
      timestamp,
      signature: change.signature ?? sign(`${timestamp}.${body}`),
    });
  };

  it('are kept, and have the instance asked', async () => {
    expect(await call({})).toBe('accepted');
    expect(nudged).toEqual([1]);
    const [ticket] = await knex('tickets');
    expect(ticket.inbound_due_at).not.toBeNull();
  });

  it('are taken when the body alone is signed, with or without sha256=', async () => {
    expect(await call({ body: '{"a":1}', signature: sign('{"a":1}') })).toBe(
      'accepted',
    );
    expect(
      await call({
        body: '{"a":2}',
        signature: `sha256=${sign('{"a":2}').toUpperCase()}`,
      }),
    ).toBe('accepted');
  });

  it.each([
    ['another secret', { signature: sign('{}', 'another secret'), body: '{}' }],
    ['no signature', { signature: '' }],
    ['half a signature', { signature: sign('{}').slice(0, 32), body: '{}' }],
    ['a changed body', { body: '{"b":1}', signature: sign('{"a":1}') }],
    ['an unknown integration', { integrationId: 77 }],
    ['an integration without a secret', { integrationId: 2 }],
  ])('with %s are refused all alike', async (_, change) => {
    expect(await call(change)).toBe('unsigned');
    expect(nudged).toEqual([]);
  });

  it.each([
    [-301, 'stale'],
    [301, 'stale'],
    [-299, 'accepted'],
    [299, 'accepted'],
  ])('of %s seconds: %s', async (offset, outcome) => {
    expect(await call({ timestamp: seconds(offset) })).toBe(outcome);
  });

  it.each(['soon', '', '1e99', 'NaN'])(
    'of the time "%s" are stale',
    async timestamp => {
      expect(await call({ timestamp })).toBe('stale');
    },
  );

  it('are taken once, and the other signature of the same second, too', async () => {
    expect(await call({})).toBe('accepted');
    expect(await call({})).toBe('repeated');
    expect(await call({ body: '{"other":1}' })).toBe('accepted');
    // A body that was signed alone cannot come again under a newer time.
    const body = '{"a":1}';
    expect(await call({ body, signature: sign(body) })).toBe('accepted');
    expect(
      await call({ body, signature: sign(body), timestamp: seconds(60) }),
    ).toBe('repeated');
  });

  it.each(['', 'no json', '[]', 'null', '"text"', '{"a":'])(
    'that hold %s are malformed',
    async body => {
      expect(await call({ body })).toBe('malformed');
    },
  );

  it.each([
    { table: 'incident^ORDERBYx', sys_id: SYS_ID },
    { table: 'incident', sys_id: 'no id' },
    { table: { a: 1 }, sys_id: [1] },
    {},
  ])(
    'that name no record, as %o, only have the instance asked',
    async named => {
      expect(await call({ body: JSON.stringify(named) })).toBe('accepted');
      const [ticket] = await knex('tickets');
      expect(ticket.inbound_due_at).toBeNull();
      expect(nudged).toEqual([1]);
    },
  );
});
