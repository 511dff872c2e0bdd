import request from 'supertest';
import { createWebhooksRouter } from './webhooksRouter';
import express from 'express';
import { mockErrorHandler } from '@backstage/backend-test-utils';

describe('createWebhooksRouter', () => {
  const push = { receive: jest.fn() };
  const app = express()
    .use(createWebhooksRouter({ push }))
    .use(mockErrorHandler());

  beforeEach(() => push.receive.mockReset());

  it.each([
    ['accepted', 202],
    ['unsigned', 401],
    ['stale', 401],
    ['repeated', 409],
    ['malformed', 400],
  ])('answers %s with %s', async (outcome, status) => {
    push.receive.mockResolvedValue(outcome);
    const answer = await request(app)
      .post('/webhooks/servicenow/7')
      .set('X-ServiceNow-Signature', 'abc')
      .set('X-ServiceNow-Timestamp', '123')
      .set('Content-Type', 'application/json')
      .send('{"a": 1}');
    expect(answer.status).toBe(status);
    // The body as it came: what was signed are its bytes.
    expect(push.receive).toHaveBeenCalledWith({
      integrationId: 7,
      body: Buffer.from('{"a": 1}'),
      signature: 'abc',
      timestamp: '123',
    });
  });

  it.each(['text/plain', 'application/xml', 'nonsense'])(
    'takes bytes of the type %s',
    async type => {
      push.receive.mockResolvedValue('accepted');
      await request(app)
        .post('/webhooks/servicenow/7')
        .set('Content-Type', type)
        .send('x')
        .expect(202);
    },
  );

  it('hands over a call without body and headers', async () => {
    push.receive.mockResolvedValue('unsigned');
    await request(app).post('/webhooks/servicenow/7').expect(401);
    expect(push.receive).toHaveBeenCalledWith({
      integrationId: 7,
      body: Buffer.alloc(0),
      signature: undefined,
      timestamp: undefined,
    });
  });

  it('refuses what is too large before anything else', async () => {
    await request(app)
      .post('/webhooks/servicenow/7')
      .set('Content-Type', 'application/json')
      .send('x'.repeat(300 * 1024))
      .expect(413);
    expect(push.receive).not.toHaveBeenCalled();
  });

  it('refuses what cannot be an integration, and encodings it does not know', async () => {
    await request(app).post('/webhooks/servicenow/abc').send('{}').expect(400);
    await request(app)
      .post('/webhooks/servicenow/7')
      .set('Content-Encoding', 'nonsense')
      .send('x')
      .expect(400);
    expect(push.receive).not.toHaveBeenCalled();
  });
});
