import { generateKeyPairSync } from 'node:crypto';
import forge from 'node-forge';

const DAY = 24 * 3600_000;
const KEY_BITS = 2048;

/** A certificate with its key, as PEM texts. */
export interface TestCertificate {
  certificate: string;
  key: string;
}

/** Signs certificates that only tests trust. */
export interface TestAuthority extends TestCertificate {
  issue(options: {
    commonName: string;
    /** Days from now; negative for one that is over. */
    expiresIn?: number;
    /** The address that a server's certificate is for. */
    address?: string;
  }): TestCertificate;
}

/** Makes an authority of its own for one test file, so that no key is kept anywhere. */
export function createTestAuthority(commonName = 'Test CA'): TestAuthority {
  const subject = [{ name: 'commonName', value: commonName }];
  const authority = newCertificate({ subject, issuer: subject, expiresIn: 10 });
  authority.certificate.setExtensions([
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
  ]);
  authority.certificate.sign(authority.privateKey, forge.md.sha256.create());

  return {
    ...pemOf(authority),
    issue: ({ commonName: name, expiresIn = 5, address }) => {
      const issued = newCertificate({
        subject: [{ name: 'commonName', value: name }],
        issuer: subject,
        expiresIn,
      });
      issued.certificate.setExtensions([
        { name: 'basicConstraints', cA: false },
        { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
        ...(address
          ? [{ name: 'subjectAltName', altNames: [{ type: 7, ip: address }] }]
          : []),
      ]);
      issued.certificate.sign(authority.privateKey, forge.md.sha256.create());
      return pemOf(issued);
    },
  };
}

interface Unsigned {
  certificate: forge.pki.Certificate;
  privateKey: forge.pki.rsa.PrivateKey;
}

let serial = 1;

function newCertificate(options: {
  subject: forge.pki.CertificateField[];
  issuer: forge.pki.CertificateField[];
  expiresIn: number;
}): Unsigned {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: KEY_BITS,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
  certificate.serialNumber = (serial++).toString(16).padStart(4, '0');
  certificate.validity.notBefore = new Date(Date.now() - 30 * DAY);
  certificate.validity.notAfter = new Date(
    Date.now() + options.expiresIn * DAY,
  );
  certificate.setSubject(options.subject);
  certificate.setIssuer(options.issuer);
  return {
    certificate,
    privateKey: forge.pki.privateKeyFromPem(privateKey),
  };
}

function pemOf({ certificate, privateKey }: Unsigned): TestCertificate {
  return {
    certificate: forge.pki.certificateToPem(certificate),
    key: forge.pki.privateKeyToPem(privateKey),
  };
}
