import { ADDRESS_REFUSED } from './addressGuard';
import { ServiceNowError } from './ServiceNowError';

/*
 * Connections that fail for a reason people can do something about: certificates, and addresses that are refused. The
 * codes are those of Node.js and OpenSSL.
 */

interface Advice {
  what: string;
  remedy: string;
}

const UNKNOWN_AUTHORITY: Advice = {
  what: 'was signed by an authority that this portal does not trust',
  remedy:
    'Put the certificate of the authority (PEM) into tls.ca of the integration. If the instance is in the cloud, something between it and the portal replaces its certificate: ask your network administrators for the authority.',
};

/** What is wrong with the certificate that the instance shows. */
const ITS_CERTIFICATE: Partial<Record<string, Advice>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  CERT_UNTRUSTED: UNKNOWN_AUTHORITY,
  CERT_SIGNATURE_FAILURE: UNKNOWN_AUTHORITY,
  INVALID_CA: UNKNOWN_AUTHORITY,
  CERT_HAS_EXPIRED: {
    what: 'has expired',
    remedy:
      'Have it renewed; if it is valid, check the clock of the machine that the portal runs on.',
  },
  CERT_NOT_YET_VALID: {
    what: 'is not valid yet',
    remedy: 'Check the clock of the machine that the portal runs on.',
  },
  CERT_REVOKED: {
    what: 'was revoked',
    remedy: 'Have it replaced by those who run the instance.',
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    what: 'is for another host name',
    remedy:
      'Use the host name that the certificate is for in the instance URL, or have the certificate changed.',
  },
};

/** What the instance has against the certificate that the portal shows, or does not. */
const OUR_CERTIFICATE: Partial<Record<string, Advice>> = {
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: {
    what: 'wants a client certificate',
    remedy:
      'Put the certificate and its key (PEM) into tls.certificate and tls.key of the integration.',
  },
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: {
    what: 'does not know the authority that signed the client certificate',
    remedy:
      'Have the certificate of the authority added to those the instance trusts, or use a client certificate of an authority that it does.',
  },
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: {
    what: 'says that the client certificate has expired',
    remedy:
      'Put a new one and its key into tls.certificate and tls.key of the integration.',
  },
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED: {
    what: 'says that the client certificate was revoked',
    remedy:
      'Put a new one and its key into tls.certificate and tls.key of the integration.',
  },
};

const NOT_ACCEPTED: Advice = {
  what: 'does not accept the client certificate, or wants one',
  remedy:
    'Check tls.certificate and tls.key of the integration, and that the instance knows the authority that signed it.',
};
for (const code of [
  'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_SSL/TLS_ALERT_HANDSHAKE_FAILURE',
  'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
  'ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN',
  'ERR_SSL_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE',
  'ERR_SSL_TLSV1_ALERT_ACCESS_DENIED',
]) {
  OUR_CERTIFICATE[code] = NOT_ACCEPTED;
}

/**
 * What it means that a connection was not made; `undefined` when it is neither certificates nor the address.
 * @internal
 */
export function errorOfConnection(
  cause: unknown,
  instanceUrl: string,
): ServiceNowError | undefined {
  const { code } = (cause ?? {}) as { code?: unknown };
  if (typeof code !== 'string') {
    return undefined;
  }
  if (code === ADDRESS_REFUSED) {
    return addressRefused(cause, instanceUrl);
  }
  const { host } = new URL(instanceUrl);
  const its = ITS_CERTIFICATE[code];
  const ours = OUR_CERTIFICATE[code];
  if (!its && !ours) {
    return undefined;
  }
  return new ServiceNowError({
    kind: 'Certificate',
    what: its
      ? `The certificate of ${host} ${its.what}`
      : `${host} ${ours!.what}`,
    remedy: (its ?? ours)!.remedy,
    // Certificates are replaced: what people did meanwhile must arrive then.
    retryable: true,
    cause,
  });
}

function addressRefused(cause: unknown, instanceUrl: string): ServiceNowError {
  return new ServiceNowError({
    kind: 'AddressRefused',
    what: `The portal does not connect to ${
      new URL(instanceUrl).host
    }, because ${(cause as Error).message}`,
    remedy:
      'Check the instance URL and the proxy of the integration. If this is meant, list the host under servicenowTicketing.allowedHosts in app-config.yaml.',
    retryable: true,
  });
}
