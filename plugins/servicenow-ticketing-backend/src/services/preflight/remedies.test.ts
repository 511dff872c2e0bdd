import type { IntegrationAuth } from 'backstage-plugin-servicenow-ticketing-common';
import { ServiceNowError } from '../../servicenow/ServiceNowError';
import { connectionRemedy, credentialRemedy } from './remedies';

const anError = (
  kind: ServiceNowError['kind'],
  code?: string,
): ServiceNowError =>
  new ServiceNowError({
    kind,
    what: 'It failed',
    remedy: 'Its own remedy.',
    retryable: true,
    cause: Object.assign(new Error('x'), { code }),
  });
const instanceUrl = 'https://acme.service-now.com';

describe('credentialRemedy', () => {
  it.each<[IntegrationAuth, RegExp]>([
    [
      { type: 'basic', username: 'svc', password: 'SECRET' },
      /auth\.password.*svc is active.*snc_basic_auth_api_access/,
    ],
    [
      {
        type: 'oauth-client-credentials',
        client_id: 'c',
        client_secret: 'SECRET',
      },
      /OAuth Application User.*grant_type\.enabled/,
    ],
    [
      {
        type: 'oauth-password',
        client_id: 'c',
        client_secret: 'SECRET',
        username: 'svc',
        password: 'SECRET',
      },
      /auth\.client_secret.*svc must be active.*answers the same/,
    ],
    [
      { type: 'oauth-authorization-code', client_id: 'c' },
      /Authorize the connection again/,
    ],
    [{ type: 'api-key', api_key: 'SECRET' }, /API access policy/],
    [{ type: 'client-certificate' }, /mapped to an active user/],
  ])('says what to look at for %j', (auth, remedy) => {
    const said = credentialRemedy({ auth }, anError('Credentials'));
    expect(said).toMatch(remedy);
    expect(said).not.toContain('SECRET');
  });
});

describe('connectionRemedy', () => {
  it('leaves it to the error where it knows no better', () => {
    for (const error of [
      anError('Unreachable', 'ENOTFOUND'),
      anError('Certificate', 'SELF_SIGNED_CERT_IN_CHAIN'),
      anError('BreakerOpen'),
    ]) {
      expect(connectionRemedy({ instanceUrl }, error)).toBe('Its own remedy.');
    }
  });

  it('doubts the authority that is configured', () => {
    const tls = { ca: '-----BEGIN CERTIFICATE-----' };
    expect(
      connectionRemedy(
        { instanceUrl, tls },
        anError('Certificate', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
      ),
    ).toMatch(/^Check tls\.ca/);
    expect(
      connectionRemedy(
        { instanceUrl, tls },
        anError('Certificate', 'CERT_HAS_EXPIRED'),
      ),
    ).toBe('Its own remedy.');
  });

  it('points at the proxy', () => {
    const proxy = { url: 'http://proxy.example.com:3128' };
    expect(
      connectionRemedy({ instanceUrl, proxy }, anError('Timeout')),
    ).toMatch(/proxy\.url.*reach acme\.service-now\.com/);
    expect(
      connectionRemedy({ instanceUrl, proxy }, anError('BreakerOpen')),
    ).toBe('Its own remedy.');
  });
});
