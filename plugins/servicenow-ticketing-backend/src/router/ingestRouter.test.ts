import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
} from '@backstage/backend-test-utils';
import express from 'express';
import { createHash } from 'node:crypto';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import request from 'supertest';
import type { PackedBody } from '../domain/packedBody';
import type {
  AuthorizedIngestService,
  IncomingDocument,
} from '../services/AuthorizedIngestService';
import { createIngestRouter } from './ingestRouter';

describe('ingestRouter', () => {
  const ingest = {
    ingest: jest.fn(),
    ingestBatch: jest.fn(),
    isSigned: jest.fn(),
    ingestSigned: jest.fn(),
  };
  const received: PackedBody[] = [];
  const receiveInto = (id: number) => async (document: IncomingDocument) => {
    received.push(await document.receiveBody());
    return { delivery_id: id };
  };
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
  const packedBody = {
    packed: expect.any(Buffer),
    hash: createHash('sha256').update(text).digest('hex'),
    bytes: text.length,
  };
  const post = () =>
    request(app)
      .post('/ingest/warehouse')
      .set('Authorization', mockCredentials.service.header());

  beforeEach(() => {
    jest.resetAllMocks();
    received.length = 0;
    ingest.ingest.mockImplementation(receiveInto(1));
    ingest.ingestBatch.mockImplementation(receiveInto(2));
    ingest.ingestSigned.mockImplementation(receiveInto(3));
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
        receiveBody: expect.any(Function),
        idempotencyKey: 'job-1',
      },
      { credentials: mockCredentials.service() },
    );
    expect(received).toEqual([packedBody]);
    expect(gunzipSync(received[0].packed).toString()).toBe(text);
  });

  it('takes gzip for the same document, and any content type', async () => {
    await post()
      .set('Content-Encoding', 'gzip')
      .type('application/octet-stream')
      .serialize(body => body)
      .send(gzipSync(text))
      .expect(202);
    expect(received).toMatchObject([
      { hash: packedBody.hash, bytes: packedBody.bytes },
    ]);
    expect(gunzipSync(received[0].packed).toString()).toBe(text);
  });

  it('takes documents far larger than other requests may be', async () => {
    const large = { results: [], padding: 'x'.repeat(5_000_000) };
    expect((await post().send(large)).status).toBe(202);
  });

  it.each([['', 'The request has no body']])(
    'refuses the body %p',
    async (sent, message) => {
      const response = await post().type('json').send(sent);
      expect(response.status).toBe(400);
      expect(response.body.error.message).toContain(message);
      expect(received).toEqual([]);
    },
  );

  it('refuses documents that are too large, also when packed', async () => {
    const response = await post()
      .set('Content-Encoding', 'gzip')
      .type('json')
      .serialize(body => body)
      .send(gzipSync(`"${'x'.repeat(51 * 1024 * 1024)}"`));
    expect(response.status).toBe(413);
    expect(response.body.error.message).toContain('larger than 50 MB');
    expect(received).toEqual([]);
  });

  it('refuses documents that are too large without waiting for all of them', async () => {
    const server = app.listen(0);
    const { port } = server.address() as AddressInfo;
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const sent = httpRequest({
        port,
        method: 'POST',
        path: '/ingest/warehouse',
        headers: {
          ...{ Authorization: mockCredentials.service.header() },
          'Content-Length': 60 * 1024 * 1024,
        },
      });
      sent.on('response', resolve).on('error', reject);
      sent.write('[');
    });
    expect(answer.statusCode).toBe(413);
    answer.destroy();
    await new Promise(resolve => server.close(resolve));
  });

  it('notices when the sender goes away', async () => {
    const failed = new Promise<unknown>(resolve => {
      ingest.ingest.mockImplementation((incoming: IncomingDocument) =>
        incoming.receiveBody().catch(resolve),
      );
    });
    const server = app.listen(0);
    const { port } = server.address() as AddressInfo;
    const sent = httpRequest({
      port,
      method: 'POST',
      path: '/ingest/warehouse',
      headers: {
        ...{ Authorization: mockCredentials.service.header() },
        'Content-Length': 1_000,
      },
    });
    sent.on('error', () => {});
    sent.write('[', () => sent.destroy());
    await expect(failed).resolves.toMatchObject({
      message: 'The body ended before it was complete',
    });
    await new Promise(resolve => server.close(resolve));
  });

  it('lets a signature stand for credentials', async () => {
    ingest.isSigned.mockReturnValue(true);
    const signed = { 'x-ticketing-signature': 'sha256=00' };
    await request(app)
      .post('/ingest/warehouse')
      .set(signed)
      .type('json')
      .send(text)
      .expect(202, { delivery_id: 3 });
    expect(ingest.ingestSigned).toHaveBeenCalledWith(
      { sourceId: 'warehouse', receiveBody: expect.any(Function) },
      expect.objectContaining(signed),
    );
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

    it('are handed on with their key', async () => {
      await postBatch()
        .set('Idempotency-Key', 'run-1')
        .send(batch)
        .expect(202, { delivery_id: 2 });
      expect(ingest.ingestBatch).toHaveBeenCalledWith(
        { receiveBody: expect.any(Function), idempotencyKey: 'run-1' },
        { credentials: mockCredentials.service() },
      );
    });

    it('are for programs only', async () => {
      await postBatch()
        .set('Authorization', mockCredentials.user.header())
        .send(batch)
        .expect(403);
    });
  });
});
