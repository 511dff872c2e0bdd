import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { InputError, NotAllowedError } from '@backstage/errors';
import { createHash } from 'node:crypto';
import request from 'supertest';
import { createRouterApp } from '../__testUtils__/routerApp';
import type { AuthorizedOAuthService } from '../services/AuthorizedOAuthService';
import { createOAuthRouter } from './oauthRouter';

const asUser = { credentials: mockCredentials.user() };
const BEGUN = {
  authorization_id: 'a1',
  authorize_url: 'https://acme.service-now.com/oauth_auth.do?state=s',
};
const DEFINITION = {
  instance_url: 'https://acme.service-now.com',
  auth: { type: 'oauth-authorization-code', client_id: 'c' },
};

describe('createOAuthRouter', () => {
  const oauth = {
    beginForDraft: jest.fn(),
    beginForIntegration: jest.fn(),
    getState: jest.fn(),
    finish: jest.fn(),
  };
  const auditor = mockServices.auditor.mock();
  const app = createRouterApp(({ httpAuth }) =>
    createOAuthRouter({
      httpAuth,
      auditor,
      oauth: oauth as unknown as AuthorizedOAuthService,
    }),
  );
  beforeEach(() => {
    jest.resetAllMocks();
    auditor.createEvent.mockResolvedValue({
      success: jest.fn(),
      fail: jest.fn(),
    });
  });

  it('begins for a draft and for an integration, and tells how it went', async () => {
    oauth.beginForDraft.mockResolvedValue(BEGUN);
    const draft = await request(app)
      .post('/integrations/oauth/authorize')
      .send({ definition: DEFINITION, integration_id: 3 })
      .expect(201);
    expect(draft.body).toEqual(BEGUN);
    expect(oauth.beginForDraft).toHaveBeenCalledWith(
      {
        definition: expect.objectContaining(DEFINITION),
        integration_id: 3,
      },
      asUser,
    );

    oauth.beginForIntegration.mockResolvedValue(BEGUN);
    await request(app).post('/integrations/3/oauth/authorize').expect(201);
    expect(oauth.beginForIntegration).toHaveBeenCalledWith(3, asUser);

    oauth.getState.mockResolvedValue({ status: 'pending', message: null });
    const state = await request(app)
      .get('/integrations/oauth/authorizations/a1')
      .expect(200);
    expect(state.body).toEqual({ status: 'pending', message: null });
    expect(oauth.getState).toHaveBeenCalledWith('a1', asUser);
    expect(
      auditor.createEvent.mock.calls.map(([{ eventId, meta }]) => [
        eventId,
        meta,
      ]),
    ).toEqual([
      ['integration-authorize', { instance_url: DEFINITION.instance_url }],
      ['integration-authorize', { id: 3 }],
    ]);
  });

  it('refuses programs, those who may not, and what is wrong', async () => {
    await request(app)
      .post('/integrations/3/oauth/authorize')
      .set('Authorization', mockCredentials.service.header())
      .expect(403);
    oauth.beginForIntegration.mockRejectedValue(new NotAllowedError('no'));
    await request(app).post('/integrations/3/oauth/authorize').expect(403);
    oauth.beginForDraft.mockRejectedValue(new InputError('no keys'));
    await request(app)
      .post('/integrations/oauth/authorize')
      .send({ definition: DEFINITION })
      .expect(400);
    const { body } = await request(app)
      .post('/integrations/oauth/authorize')
      .send({ definition: { instance_url: 'acme' } })
      .expect(400);
    expect(body.error.message).toMatch(
      /definition\.instance_url: .*definition\.auth/,
    );
  });

  it('answers the browser with a page that can do nothing, signed in or not', async () => {
    oauth.finish.mockResolvedValue({
      ok: true,
      message: 'You can close this window.',
    });
    const { headers, text } = await request(app)
      .get('/oauth/callback?state=s&code=c&other=1')
      .set('Authorization', mockCredentials.none.header())
      .expect(200);
    expect(oauth.finish).toHaveBeenCalledWith({ state: 's', code: 'c' });
    expect(text).toContain('<p>You can close this window.</p>');
    expect(text).not.toMatch(/<script|src=|href=/);

    const style = /<style>([\s\S]*)<\/style>/.exec(text)![1];
    const hash = createHash('sha256').update(style).digest('base64');
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    });
  });

  it('says what went wrong, and runs nothing of it', async () => {
    oauth.finish.mockResolvedValue({
      ok: false,
      message: `It said "<script>alert('x')</script>" & <b>`,
    });
    const { text } = await request(app)
      .get('/oauth/callback?error=<script>&state=s')
      .expect(400);
    expect(text).toContain('ServiceNow was not authorized');
    expect(text).toContain(
      '<p>It said &#34;&#60;script&#62;alert(&#39;x&#39;)&#60;/script&#62;&#34; &#38; &#60;b&#62;</p>',
    );
  });

  it('takes what is no text for nothing', async () => {
    oauth.finish.mockResolvedValue({ ok: false, message: 'No.' });
    await request(app)
      .get(`/oauth/callback?state=a&state=b&code[x]=1&error=${'e'.repeat(201)}`)
      .expect(400);
    expect(oauth.finish).toHaveBeenCalledWith({});
  });
});
