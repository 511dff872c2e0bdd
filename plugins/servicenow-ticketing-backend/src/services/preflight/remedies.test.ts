import { ServiceNowError } from '../../servicenow/ServiceNowError';
import { connectionRemedy } from './remedies';

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
