import { matches } from '../../query/evaluate';
import { parseQuery } from '../../query/parse';
import { operationFailed } from '../refusals';
import { Row } from '../types';
import { BeforeRule, RuleContext } from './types';

function isConcerned(context: RuleContext, script: Row): boolean {
  const { instance, session, table, operation, current } = context;
  return (
    script.active !== 'false' &&
    script.abort_action === 'true' &&
    script.when === 'before' &&
    script[`action_${operation}`] === 'true' &&
    matches(
      { instance, session, table },
      parseQuery(script.filter_condition ?? ''),
      current,
    )
  );
}

function abortWhereDeclared(context: RuleContext) {
  const { instance, table } = context;
  for (const name of instance.dictionary.lineage(table)) {
    for (const script of instance.store.find(
      'sys_script',
      'collection',
      name,
    )) {
      if (isConcerned(context, script)) {
        throw operationFailed(
          `Operation against file '${table}' was aborted by Business Rule '${script.name}^${script.sys_id}'. Business Rule Stack:${script.name}`,
        );
      }
    }
  }
}

/**
 * Business rules that somebody makes in `sys_script` and that need no script: those that abort an operation on records
 * their filter condition finds.
 *
 * @internal
 */
export const declaredRules: BeforeRule[] = [
  { name: 'declared in sys_script', run: abortWhereDeclared },
];
