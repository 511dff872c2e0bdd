import { operationFailed } from '../refusals';
import { BeforeRule, RuleContext } from './types';

const NEEDS_RESOLUTION = new Set(['6', '7']);

function isOffered({ instance, table, current }: RuleContext): boolean {
  const lineage = instance.dictionary.lineage(table);
  return instance.store
    .find('sys_choice', 'element', 'close_code')
    .some(
      row =>
        lineage.includes(row.name) &&
        row.value === current.close_code &&
        row.inactive !== 'true',
    );
}

function requireResolution(context: RuleContext) {
  const { current, previous, changes } = context;
  const concerned =
    NEEDS_RESOLUTION.has(current.state) &&
    (changes('state') || changes('close_code') || changes('close_notes'));
  if (!concerned) {
    return;
  }
  const missing: string[] = [];
  // A code that was stored before it was withdrawn stays valid for its record.
  const kept = previous && previous.close_code === current.close_code;
  if (!current.close_code || !(kept || isOffered(context))) {
    missing.push('Resolution code');
  }
  if (!current.close_notes) {
    missing.push('Close notes');
  }
  if (missing.length > 0) {
    throw operationFailed(
      `Data Policy Exception: \n\tThe following fields are mandatory: ${missing.join(
        ', ',
      )}`,
    );
  }
}

/** Data policy "Close Notes and Code are mandatory on resolving". @internal */
export const closePolicyRules: BeforeRule[] = [
  {
    name: 'Resolution is mandatory',
    table: 'incident',
    run: requireResolution,
  },
];
