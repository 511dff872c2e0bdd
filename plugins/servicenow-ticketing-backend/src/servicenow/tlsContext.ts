import { InputError } from '@backstage/errors';
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import {
  createSecureContext,
  getCACertificates,
  type SecureContext,
} from 'node:tls';
import type { IntegrationSettings } from '../domain/integrationSettings';

const CERTIFICATE =
  /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/**
 * Certificates as TLS wants them; `undefined` when there is nothing beyond the usual.
 *
 * @throws InputError that names the field at fault.
 * @internal
 */
export function createTlsContext(
  tls: IntegrationSettings['tls'],
): SecureContext | undefined {
  if (!tls?.ca && !tls?.certificate && !tls?.key) {
    return undefined;
  }
  checkAuthorities(tls.ca);
  const key = checkClientCertificate(tls);
  return createSecureContext({
    // "default" are those of Node.js and of NODE_EXTRA_CA_CERTS.
    ca: tls.ca ? [...getCACertificates('default'), tls.ca] : undefined,
    cert: tls.certificate,
    key: key?.export({ type: 'pkcs8', format: 'pem' }),
  });
}

function checkAuthorities(ca: string | undefined): void {
  if (ca === undefined) {
    return;
  }
  const certificates = ca.match(CERTIFICATE) ?? [];
  if (certificates.length === 0) {
    throw new InputError(
      'tls.ca: holds no certificate. Give the PEM text of the authority, with its lines BEGIN CERTIFICATE and END CERTIFICATE.',
    );
  }
  for (const certificate of certificates) {
    readCertificate('tls.ca', certificate);
  }
}

function checkClientCertificate(
  tls: NonNullable<IntegrationSettings['tls']>,
): KeyObject | undefined {
  const { certificate, key, passphrase } = tls;
  if (!certificate && !key) {
    return undefined;
  }
  if (!certificate) {
    throw new InputError(
      'tls.certificate: is missing, but tls.key is given. They belong together.',
    );
  }
  if (!key) {
    throw new InputError(
      'tls.key: is missing, but tls.certificate is given. They belong together.',
    );
  }
  const first = certificate.match(CERTIFICATE)?.[0] ?? certificate;
  const x509 = readCertificate('tls.certificate', first);
  const privateKey = readKey(key, passphrase);
  if (!x509.checkPrivateKey(privateKey)) {
    throw new InputError(
      'tls.key: is not the key of tls.certificate. Give the two files that were made together; the own certificate comes first in a chain.',
    );
  }
  return privateKey;
}

function readCertificate(field: string, pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch {
    throw new InputError(
      `${field}: is not a certificate that can be read. Give the whole PEM text, with its lines BEGIN CERTIFICATE and END CERTIFICATE.`,
    );
  }
}

/** The reasons of OpenSSL are not passed on: they may quote what is secret. */
function readKey(key: string, passphrase: string | undefined): KeyObject {
  try {
    return createPrivateKey({ key, passphrase });
  } catch {
    if (!/ENCRYPTED/.test(key)) {
      throw new InputError(
        'tls.key: is not a private key that can be read. Give the whole PEM text, with its BEGIN and END lines.',
      );
    }
    throw new InputError(
      passphrase === undefined
        ? 'tls.passphrase: is missing, but tls.key is encrypted.'
        : 'tls.passphrase: does not open tls.key.',
    );
  }
}
