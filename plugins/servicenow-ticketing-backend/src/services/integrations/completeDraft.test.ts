import {
  integrationDefinition,
  integrationDraft,
  type IntegrationDraftInput,
} from 'backstage-plugin-servicenow-ticketing-common';
import { completeDraft } from './completeDraft';

const PEM = '-----BEGIN X-----';
const OTHER_PEM = '-----BEGIN Y-----';
const URL = 'https://acme.service-now.com';

const stored = integrationDefinition.parse({
  name: 'production',
  instance_url: URL,
  auth: {
    type: 'oauth-password',
    client_id: 'c',
    client_secret: 'stored secret',
    username: 'u',
    password: 'stored password',
  },
  tls: { ca: PEM, certificate: PEM, key: PEM, passphrase: 'stored phrase' },
  proxy: { url: 'http://p.example', username: 'p', password: 'stored proxy' },
});
const auth = { type: 'oauth-password' as const, client_id: 'c', username: 'u' };
const tls = { ca: PEM, certificate: PEM };
const proxy = { url: 'http://p.example', username: 'p' };
const draft = { instance_url: URL, auth, tls, proxy };

const complete = (input: IntegrationDraftInput, base = true) =>
  completeDraft(integrationDraft.parse(input), base ? stored : undefined);
const refusal = (input: IntegrationDraftInput, base = true) => {
  try {
    complete(input, base);
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
};

describe('completeDraft', () => {
  it('keeps name and secrets that are left out, and takes the rest as given', () => {
    expect(complete({ ...draft, table: 'problem' })).toEqual({
      ...stored,
      table: 'problem',
    });
  });

  it('keeps the push secret, unless another one or none is wanted', () => {
    const pushSecret = 'stored push secret';
    const sync = { inbound: { push_secret: pushSecret } };
    const before = integrationDefinition.parse({ ...stored, sync });
    const after = (push_secret?: string | null) =>
      completeDraft(
        integrationDraft.parse({
          ...draft,
          sync: { inbound: { push_secret } },
        }),
        before,
      ).sync.inbound;
    expect(after()).toMatchObject({ push_secret: pushSecret });
    expect(after('another push secret')).toMatchObject({
      push_secret: 'another push secret',
    });
    expect(after(null)).not.toHaveProperty('push_secret', expect.anything());
  });

  it('takes secrets that are given', () => {
    const changed = complete({
      ...draft,
      auth: { ...auth, password: 'new' },
      tls: { ...tls, key: OTHER_PEM },
    });
    expect(changed.tls?.passphrase).toBeUndefined();
    expect(changed).toMatchObject({
      auth: { client_secret: 'stored secret', password: 'new' },
      // The passphrase was that of the old key.
      tls: { key: OTHER_PEM },
      proxy: { password: 'stored proxy' },
    });
  });

  it('forgets secrets of what is not there any more', () => {
    const changed = complete({
      instance_url: URL,
      auth,
      proxy: { url: 'http://p.example' },
    });
    expect(changed.tls).toBeUndefined();
    expect(changed.proxy).toEqual({ url: 'http://p.example' });
    expect(
      refusal({
        ...draft,
        auth: { type: 'basic', username: 'u' },
      }),
    ).toMatch(/^Invalid request: definition\.auth\.password: is missing/);
    expect(
      refusal({ ...draft, auth: { ...auth, client_id: 'other' } }),
    ).toMatch(/definition\.auth\.client_secret: is missing/);
  });

  it.each<[string, IntegrationDraftInput, RegExp]>([
    [
      'another host',
      { ...draft, instance_url: 'https://evil.example' },
      /definition\.auth\.password: must be given again, because instance_url was changed.*definition\.auth\.client_secret: must be given again/,
    ],
    [
      'an authority that could vouch for another host',
      { ...draft, tls: { ...tls, ca: OTHER_PEM } },
      /definition\.auth\.password: must be given again, because tls\.ca was changed/,
    ],
    [
      'another proxy',
      { ...draft, proxy: { ...proxy, url: 'http://evil.example' } },
      /^Invalid request: definition\.proxy\.password: must be given again, because proxy\.url was changed[^;]*$/,
    ],
  ])('never sends stored secrets to %s', (_, input, message) => {
    const said = refusal(input);
    expect(said).toMatch(message);
    expect(said).not.toMatch(/stored (secret|password|proxy|phrase)/);
  });

  it('sends secrets wherever they were given for', () => {
    expect(
      complete({
        ...draft,
        instance_url: 'https://new.example',
        auth: { ...auth, client_secret: 's', password: 'p' },
      }),
    ).toMatchObject({ instance_url: 'https://new.example' });
    // Less trust than before needs nothing again.
    expect(
      complete({ ...draft, tls: { certificate: PEM } }).auth,
    ).toMatchObject({ password: 'stored password' });
  });

  it('wants everything where nothing is stored', () => {
    expect(refusal(draft, false)).toMatch(
      /definition\.name: is missing.*definition\.auth\.client_secret: is missing/,
    );
  });
});
