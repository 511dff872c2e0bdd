import { parseQuery } from '../../query/parse';
import { BeforeRule, RuleContext } from './types';

/** A change made from a template starts with the template's values where it has none of its own. */
function applyTemplate({ instance, current, operation, table }: RuleContext) {
  if (operation !== 'insert' || !current.std_change_producer_version) {
    return;
  }
  const template = instance.store.get(
    'std_change_producer_version',
    current.std_change_producer_version,
  )?.row.std_change_template;
  const [values] = parseQuery(template ?? '').groups;
  for (const [term] of values) {
    if (
      term.kind === 'condition' &&
      instance.dictionary.column(table, term.field) &&
      (!current[term.field] || term.field === 'type')
    ) {
      current[term.field] = term.value;
    }
  }
}

/** Standard changes take their values from a template. @internal */
export const standardChangeRules: BeforeRule[] = [
  { name: 'Set from template', table: 'change_request', run: applyTemplate },
];
