import { X509Certificate } from 'node:crypto';

/** Reads a certificate in PEM; undefined when it is none. @internal */
export function readCertificate(
  pem: string | undefined,
): X509Certificate | undefined {
  if (!pem) {
    return undefined;
  }
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
