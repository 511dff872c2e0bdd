import { errorOfConnection } from './errorOfConnection';

const explain = (error: object) =>
  errorOfConnection(error, 'https://acme.example:8443');

describe('errorOfConnection', () => {
  it.each([
    ['SELF_SIGNED_CERT_IN_CHAIN', /does not trust\. .* tls\.ca/],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', /does not trust\. .* tls\.ca/],
    ['CERT_HAS_EXPIRED', /acme\.example:8443 has expired\. Have it renewed/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /is for another host name\./],
    [
      'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      /^acme\.example:8443 wants a client certificate\. .* tls\.certificate and tls\.key/,
    ],
    ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', /does not know the authority/],
    ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', /Check tls\.certificate/],
  ])('says what to do about %s', (code, message) => {
    const error = explain({ code });
    expect(error).toMatchObject({
      name: 'ServiceNowCertificateError',
      retryable: true,
    });
    expect(error?.message).toMatch(message);
  });

  it('names the refused host and the config key', () => {
    const error = explain({
      code: 'ERR_ADDRESS_REFUSED',
      message: 'acme.example leads to a link-local address (169.254.169.254)',
    });
    expect(error?.name).toBe('ServiceNowAddressRefusedError');
    expect(error?.message).toBe(
      'The portal does not connect to acme.example:8443, because acme.example leads to a link-local address (169.254.169.254). Check the instance URL and the proxy of the integration. If this is meant, list the host under servicenowTicketing.allowedHosts in app-config.yaml.',
    );
  });

  it('leaves the rest to others', () => {
    expect(explain({ code: 'ECONNRESET' })).toBeUndefined();
    expect(explain({})).toBeUndefined();
  });
});
