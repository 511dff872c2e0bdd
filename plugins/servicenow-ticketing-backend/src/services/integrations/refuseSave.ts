import { InputError } from '@backstage/errors';
import type {
  PreflightCheck,
  PreflightRefusal,
  PreflightReport,
} from 'backstage-plugin-servicenow-ticketing-common';

/**
 * The 400 that answers a save whose preflight failed: it names the first check that failed, the field it is about and
 * the remedy, and carries the whole report.
 * @internal
 */
export function refuseSave(report: PreflightReport): InputError {
  const [failed, ...others] = report.checks.filter(
    ({ outcome }) => outcome === 'failed',
  );
  const sentences = [
    'Not saved, because a check failed',
    `${fieldOf(failed)}: ${failed.name}: ${failed.answer}`,
    failed.remedy,
    others.length > 0 ? `${others.length} more failed` : null,
    'To save it nevertheless, send save_anyway',
  ]
    .filter(sentence => sentence !== null)
    .map(sentence => sentence.replace(/\.?$/, '.'));
  const refusal: PreflightRefusal = { report };
  // Own properties of an error are part of the answer.
  return Object.assign(new InputError(sentences.join(' ')), refusal);
}

/** Which part of the definition a check is about. */
function fieldOf({ name }: PreflightCheck): string {
  switch (name) {
    case 'Reachable':
    case 'ServiceNow':
      return 'definition.instance_url';
    case 'Signed in':
      return 'definition.auth';
    case 'Clock':
      return 'definition';
    default:
      return /^(Table|Write)/.test(name)
        ? 'definition.table'
        : 'definition.mapping';
  }
}
