import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import express from 'express';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import request from 'supertest';
import type { AuthorizedIngestService } from '../services/AuthorizedIngestService';
import { createIngestRouter } from './ingestRouter';

describe('ingestRouter', () => {
  const ingest = { ingest: jest.fn(), ingestBatch: jest.fn() };
  // Nothing reads bodies before it, as in the plugin.
  const app = express()
    .use(
      createIngestRouter({
        httpAuth: mockServices.httpAuth(),
        ingest: ingest as unknown as AuthorizedIngestService,
      }),
    )
    .use(mockErrorHandler());
  const document = { results: [{ unique_id: 'test.a.b' }] };
  const text = JSON.stringify(document);
  const bodyHash = createHash('sha256').update(text).digest('hex');
  const post = () =>
    request(app)
      .post('/ingest/warehouse')
      .set('Authorization', mockCredentials.service.header());

  beforeEach(() => {
    jest.resetAllMocks();
    ingest.ingest.mockResolvedValue({ delivery_id: 1 });
    ingest.ingestBatch.mockResolvedValue({ delivery_id: 2 });
  });

  it('hands the document on with the hash of its bytes', async () => {
    await post()
      .type('json')
      .set('Idempotency-Key', 'job-1')
      .send(text)
      .expect(202, { delivery_id: 1 });
    expect(ingest.ingest).toHaveBeenCalledWith(
      {
        sourceId: 'warehouse',
        document,
        bodyHash,
        idempotencyKey: 'job-1',
      },
      { credentials: mockCredentials.service() },
    );
  });

  it('takes gzip for the same document, and any content type', async () => {
    await post()
      .set('Content-Encoding', 'gzip')
      .type('application/octet-stream')
      .serialize(body => body)
      .send(gzipSync(text))
      .expect(202);
    expect(ingest.ingest).toHaveBeenCalledWith(
      expect.objectContaining({ document, bodyHash }),
      expect.anything(),
    );
  });

  it('takes documents far larger than other requests may be', async () => {
    const large = { results: [], padding: 'x'.repeat(5_000_000) };
    expect((await post().send(large)).status).toBe(202);
  });

  it.each([
    ['{"results": [', 'The body is not JSON'],
    ['"text"', 'The body is not JSON'],
    ['', 'The request has no body'],
  ])('refuses the body %p', async (body, message) => {
    const response = await post().type('json').send(body);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(message);
    expect(ingest.ingest).not.toHaveBeenCalled();
  });

  it('refuses documents that are too large, also when packed', async () => {
    const response = await post()
      .set('Content-Encoding', 'gzip')
      .type('json')
      .serialize(body => body)
      .send(gzipSync(`"${'x'.repeat(51 * 1024 * 1024)}"`));
    expect(response.status).toBe(413);
    expect(response.body.error.message).toContain('larger than 50 MB');
  });

  it('refuses what cannot be unpacked', async () => {
    const broken = await post()
      .set('Content-Encoding', 'gzip')
      .type('json')
      .send(text);
    expect(broken.status).toBe(400);
    const unknown = await post()
      .set('Content-Encoding', 'zstd')
      .type('json')
      .send(text);
    expect(unknown.status).toBe(400);
    expect(unknown.body.error.message).toContain('plain or with gzip');
  });

  it('refuses keys that are no keys', async () => {
    const response = await post()
      .set('Idempotency-Key', 'k'.repeat(129))
      .send(document);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain('idempotency-key');
  });

  it('is for programs only, and asks before it reads', async () => {
    await post()
      .set('Authorization', mockCredentials.none.header())
      .type('json')
      .send('{"broken')
      .expect(401);
    await post()
      .set('Authorization', mockCredentials.user.header())
      .send(document)
      .expect(403);
    expect(ingest.ingest).not.toHaveBeenCalled();
  });

  it('hands on the headers that make a request a CloudEvent, and no others', async () => {
    const attributes = { 'ce-id': '1', 'ce-source': '/x', 'ce-type': 't' };
    await post().set(attributes).type('json').send(text).expect(202);
    await post().type('application/cloudevents+json').send(text).expect(202);
    await post().type('json').send(text).expect(202);
    expect(
      ingest.ingest.mock.calls.map(([{ eventHeaders }]) => eventHeaders),
    ).toEqual([
      attributes,
      { 'content-type': 'application/cloudevents+json' },
      undefined,
    ]);
  });

  describe('batches', () => {
    const batch = { source: 'warehouse-checks', items: [{ anything: 1 }] };
    const postBatch = () =>
      request(app)
        .post('/anomalies/batch')
        .set('Authorization', mockCredentials.service.header());

    it('are handed on under the source they name', async () => {
      await postBatch()
        .set('Idempotency-Key', 'run-1')
        .send(batch)
        .expect(202, { delivery_id: 2 });
      expect(ingest.ingestBatch).toHaveBeenCalledWith(
        {
          sourceId: 'warehouse-checks',
          document: batch,
          bodyHash: createHash('sha256')
            .update(JSON.stringify(batch))
            .digest('hex'),
          idempotencyKey: 'run-1',
        },
        { credentials: mockCredentials.service() },
      );
    });

    it('may hold 5,000 items and no more', async () => {
      const items = Array(5_000).fill({});
      await postBatch()
        .send({ ...batch, items })
        .expect(202);
      const refused = await postBatch().send({
        ...batch,
        items: [...items, {}],
      });
      expect(refused.status).toBe(413);
      expect(refused.body.error.message).toContain('at most 5000 items');
      expect(ingest.ingestBatch).toHaveBeenCalledTimes(1);
    });

    it.each([
      [[], /must be an object/],
      [{ items: [] }, /source: /],
      [{ source: '../x', items: [] }, /source: must be at most 64 letters/],
      [{ source: 'x' }, /items: /],
    ])('are not %j', async (body, message) => {
      const response = await postBatch().send(body);
      expect(response.status).toBe(400);
      expect(response.body.error.message).toMatch(message);
      expect(ingest.ingestBatch).not.toHaveBeenCalled();
    });

    it('are for programs only', async () => {
      await postBatch()
        .set('Authorization', mockCredentials.user.header())
        .send(batch)
        .expect(403);
    });
  });
});
