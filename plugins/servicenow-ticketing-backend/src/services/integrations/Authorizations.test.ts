import { integrationDefinition } from 'backstage-plugin-servicenow-ticketing-common';
import type { TokenStorage } from '../../servicenow/auth/TokenStorage';
import { Authorizations } from './Authorizations';

const PEM = '-----BEGIN X-----';
const definitionOf = (change: object = {}) =>
  integrationDefinition.parse({
    name: 'production',
    instance_url: 'https://acme.service-now.com',
    auth: { type: 'oauth-authorization-code', client_id: 'c' },
    ...change,
  });
const stored = { id: 7, definition: definitionOf() };
const newAuthority = definitionOf({ tls: { ca: PEM } });
const basic = definitionOf({
  auth: { type: 'basic', username: 'u', password: 'p' },
});
const ann = { userRef: 'user:default/ann' };

describe('Authorizations', () => {
  const ofFlow = {} as TokenStorage;
  const ofIntegration = {} as TokenStorage;
  const desk = {
    tokensForTest: jest.fn(async () => ofFlow),
    completeAuthorization: jest.fn(async () => undefined),
  };
  const authorizations = new Authorizations({
    desk,
    tokensOf: id => (id === 7 ? ofIntegration : undefined),
  });
  afterEach(() => jest.clearAllMocks());

  it('takes the tokens of the authorization that is named, else those that are stored', async () => {
    const definition = definitionOf();
    expect(
      await authorizations.tokensFor({
        ...ann,
        definition,
        authorizationId: 'a',
        stored,
      }),
    ).toBe(ofFlow);
    expect(desk.tokensForTest).toHaveBeenCalledWith('a', {
      ...ann,
      settings: expect.objectContaining({
        instanceUrl: 'https://acme.service-now.com',
      }),
    });
    expect(await authorizations.tokensFor({ ...ann, definition, stored })).toBe(
      ofIntegration,
    );
  });

  it('has none where nobody authorized anything, and needs none elsewhere', async () => {
    const none = await authorizations.tokensFor({
      ...ann,
      definition: definitionOf(),
    });
    expect(await none?.load()).toBeUndefined();
    expect(
      await authorizations.tokensFor({ ...ann, definition: basic }),
    ).toBeUndefined();
  });

  it('never sends stored tokens to whom a new authority vouches for', async () => {
    const tokens = await authorizations.tokensFor({
      ...ann,
      definition: newAuthority,
      stored,
    });
    expect(await tokens?.load()).toBeUndefined();
    expect(() =>
      authorizations.check({ ...ann, definition: newAuthority, stored }),
    ).toThrow(
      /^definition\.auth: must be authorized again, because tls\.ca was changed/,
    );
    for (const allowed of [
      { definition: newAuthority, stored, authorizationId: 'a' },
      { definition: newAuthority },
      {
        definition: newAuthority,
        stored: { id: 7, definition: newAuthority },
      },
      {
        definition: definitionOf(),
        stored: { id: 7, definition: newAuthority },
      },
      { definition: basic, stored },
    ]) {
      expect(() => authorizations.check({ ...ann, ...allowed })).not.toThrow();
    }
  });

  it('hands tokens over only to what signs in with them', async () => {
    const tx = {} as never;
    await authorizations.complete(tx, 7, {
      ...ann,
      definition: basic,
      authorizationId: 'a',
    });
    await authorizations.complete(tx, 7, {
      ...ann,
      definition: definitionOf(),
    });
    expect(desk.completeAuthorization).not.toHaveBeenCalled();
    await authorizations.complete(tx, 7, {
      ...ann,
      definition: definitionOf(),
      authorizationId: 'a',
    });
    expect(desk.completeAuthorization).toHaveBeenCalledWith(
      tx,
      'a',
      expect.objectContaining({ ...ann, integrationId: 7 }),
    );
  });
});
