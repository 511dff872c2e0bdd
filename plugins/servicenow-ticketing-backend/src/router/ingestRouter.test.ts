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
  const ingest = { ingest: jest.fn() };
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
});
