import { mockCredentials } from '@backstage/backend-test-utils';
import eventsPlugin from '@backstage/plugin-events-backend';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { createTestDatabases } from './__testUtils__/databases';
import { BASE, startPortal } from './__testUtils__/startPortal';
import servicenowTicketingEventsModule from './events';
import { sign } from './domain/signature';

jest.setTimeout(120_000);

const databases = createTestDatabases();
const SECRET = 'a secret of the source';
const PIPELINE = mockCredentials.service.header();

const document = (run: string, items = 1) => ({
  run: { id: run },
  items: Array.from({ length: items }, (_, index) => ({
    check_key: `check ${index}`,
    outcome: 'fail',
    dataset: { fqn: 'shop.public.orders' },
  })),
});

describe.each(databases.ids)('reports to the plugin on %s', databaseId => {
  let plugin: Awaited<ReturnType<typeof startPortal>>;

  beforeAll(async () => {
    plugin = await startPortal({
      knex: await databases.createEmpty(databaseId),
      features: [
        eventsPlugin,
        servicenowTicketingEventsModule,
        eventsServiceFactory,
      ],
      config: {
        sources: {
          scripts: { adapter: 'canonical' },
          signed: { adapter: 'canonical', secret: SECRET },
          events: {
            adapter: 'canonical',
            secret: SECRET,
            eventTopic: 'data-quality.events',
          },
          'own-way': {
            adapter: 'canonical',
            secret: SECRET,
            signatureHeader: 'X-OM-Signature',
          },
        },
      },
    });
  });
  afterAll(() => plugin.stop());

  const signed = (body: string | Buffer, secret = SECRET) =>
    sign(body, { secret, now: new Date() });
  const post = (path: string, headers: Record<string, string> = {}) =>
    plugin.portal
      .post(path)
      .set('Authorization', mockCredentials.none.header())
      .set(headers)
      .type('json');
  const ingests = async (query: object) => {
    const { body } = await plugin.portal
      .get(`${BASE}/ingests`)
      .query(query)
      .expect(200);
    return body.items;
  };

  it('are taken from whoever has the token or the secret, and from nobody else', async () => {
    const text = JSON.stringify(document('r1'));
    await post(`${BASE}/ingest/signed`).send(text).expect(401);
    await post(`${BASE}/ingest/signed`, signed(text, 'another secret'))
      .send(text)
      .expect(401);
    await post(`${BASE}/ingest/signed`, signed(`${text} `))
      .send(text)
      .expect(401);
    // The secret of one source is none for another.
    await post(`${BASE}/ingest/scripts`, signed(text)).send(text).expect(401);
    await post(`${BASE}/ingest/nowhere`, signed(text)).send(text).expect(401);
    expect(await ingests({})).toEqual([]);

    const { body } = await post(`${BASE}/ingest/signed`, signed(text))
      .send(text)
      .expect(202);
    expect(body).toMatchObject({ created: 1 });
    await plugin.portal
      .post(`${BASE}/ingest/signed`)
      .set('Authorization', PIPELINE)
      .send(document('r2'))
      .expect(202);
    await plugin.portal
      .post(`${BASE}/ingest/nowhere`)
      .set('Authorization', PIPELINE)
      .send(document('r2'))
      .expect(404);
    expect(await ingests({})).toMatchObject([
      { reported_by: 'external:test-service' },
      { id: body.delivery_id, reported_by: 'source:signed' },
    ]);
  });

  it('are signed as they are sent, also when they are packed', async () => {
    const packed = gzipSync(JSON.stringify(document('r1')));
    const answer = await post(`${BASE}/ingest/signed`, {
      ...signed(packed),
      'Content-Encoding': 'gzip',
    })
      .serialize(body => body)
      .send(packed);
    expect(answer.status).toBe(202);
  });

  it('may be signed in the way of their sender', async () => {
    const text = JSON.stringify(document('r1'));
    const digest = createHmac('sha256', SECRET).update(text).digest('hex');
    const send = (hex: string) =>
      post(`${BASE}/ingest/own-way`, {
        'x-om-signature': `sha256=${hex}`,
      }).send(text);
    expect((await send(digest)).status).toBe(202);
    await send(digest.replace(/^./, c => (c === '0' ? '1' : '0'))).expect(401);
  });

  it('may come as events that are signed', async () => {
    const path = '/api/events/http/data-quality.events';
    const text = JSON.stringify(document('r1', 3));
    await post(path).send(text).expect(401);
    await post(path, signed(text, 'another secret')).send(text).expect(401);
    expect(await ingests({ source: 'events' })).toEqual([]);

    await post(path, signed(text)).send(text).expect(202);
    // Published events are processed before the sender has its answer, where there is one process.
    expect(await ingests({ source: 'events' })).toMatchObject([
      {
        kind: 'event',
        status: 'processed',
        reported_by: 'event:data-quality.events',
        report: { created: 3 },
      },
    ]);
    await post(path, signed(text)).send(text).expect(202);
    expect(await ingests({ source: 'events' })).toHaveLength(1);

    const unusable = '{"alerts": []}';
    await post(path, signed(unusable)).send(unusable).expect(202);
    expect(await ingests({ source: 'events' })).toMatchObject([
      { status: 'refused' },
      { status: 'processed' },
    ]);
  });

  it('can be looked at and replayed', async () => {
    const { body } = await plugin.portal
      .post(`${BASE}/ingest/scripts`)
      .set('Authorization', PIPELINE)
      .type('json')
      .send('{"items": [')
      .expect(400);
    expect(body.error.message).toContain('The body is not JSON');
    const [refused] = await ingests({ source: 'scripts', status: 'refused' });
    const path = `${BASE}/ingests/${refused.id}`;
    await plugin.portal.get(path).expect(200, refused);
    const kept = await plugin.portal
      .get(`${path}/document`)
      .buffer()
      .parse((response, done) => {
        let text = '';
        response.on('data', chunk => (text += chunk));
        response.on('end', () => done(null, text));
      })
      .expect(200)
      .expect('Content-Disposition', /attachment/)
      .expect('X-Content-Type-Options', 'nosniff');
    expect(kept.body).toBe('{"items": [');
    await plugin.portal.post(`${path}/replay`).expect(400);

    const { body: report } = await plugin.portal
      .post(`${BASE}/ingest/scripts`)
      .set('Authorization', PIPELINE)
      .send(document('r9'))
      .expect(202);
    const { body: replayed } = await plugin.portal
      .post(`${BASE}/ingests/${report.delivery_id}/replay`)
      .expect(200);
    expect(replayed).toMatchObject({
      delivery_id: report.delivery_id,
      created: 0,
      ignored: 1,
    });
    await plugin.portal.get(`${BASE}/ingests/2000000`).expect(404);
    expect(plugin.audited).toContainEqual(
      expect.objectContaining({
        eventId: 'ingest-replay',
        status: 'succeeded',
      }),
    );
  });
});
