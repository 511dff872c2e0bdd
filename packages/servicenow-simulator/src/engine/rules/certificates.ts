import { readCertificate } from '../../certificates/readCertificate';
import { toStored } from '../dateTime';
import { operationFailed } from '../refusals';
import { BeforeRule, RuleContext } from './types';

/** Who issued it, for whom and how long it lasts is read off the certificate. */
function describeCertificate({ current, changes }: RuleContext) {
  if (!changes('pem_certificate') || !current.pem_certificate) {
    return;
  }
  const certificate = readCertificate(current.pem_certificate);
  if (!certificate) {
    throw operationFailed('Invalid certificate: it is not in PEM format');
  }
  const oneLine = (name: string) => name.trim().replace(/\n/g, ',');
  current.issuer = oneLine(certificate.issuer);
  current.subject = oneLine(certificate.subject);
  current.valid_from = toStored(Date.parse(certificate.validFrom));
  current.expires = toStored(Date.parse(certificate.validTo));
}

/** Certificates describe themselves. @internal */
export const certificateRules: BeforeRule[] = [
  {
    name: 'Read certificate',
    table: 'sys_certificate',
    run: describeCertificate,
  },
];
