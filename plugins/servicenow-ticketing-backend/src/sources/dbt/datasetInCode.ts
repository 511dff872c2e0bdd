import type { ObservedDataset } from 'backstage-plugin-servicenow-ticketing-node';

const QUOTED = '(?:"[^"\\n]{1,250}"|`[^`\\n]{1,250}`|\\[[^\\]\\n]{1,250}\\])';
const PLAIN = '[A-Za-z_][\\w$]{0,250}';

/**
 * A relation as dbt writes it: quoted, or at least database, schema and table. Anything shorter may be an alias with a
 * column, as in `extract(day from orders.created_at)`.
 */
const RELATION = new RegExp(
  `\\bfrom\\s{1,20}(${QUOTED}(?:\\.${QUOTED}){1,3}|\`[^\`\\n]{1,250}\`|${PLAIN}(?:\\.${PLAIN}){2,3})`,
  'i',
);
const COMMENTS = /--[^\n]*|\/\*[\s\S]*?\*\//g;
/** What comes first is enough; code may be long. */
const MOST_CODE = 20_000;

/**
 * The dataset that the code of a test selects from first, which is the tested one for the kinds that dbt has built in;
 * `undefined` where it cannot be told. For results that came without the manifest, which knows better.
 *
 * @internal
 */
export function datasetInCode(
  code: string | null | undefined,
): ObservedDataset | undefined {
  const text = code?.slice(0, MOST_CODE).replace(COMMENTS, ' ');
  const relation = text && RELATION.exec(text)?.[1];
  if (!relation) {
    return undefined;
  }
  // BigQuery takes all in one pair of backticks, too.
  const parts = /^`[^`]+`$/.test(relation)
    ? relation.slice(1, -1).split('.')
    : partsOf(relation);
  const name = parts.at(-1)?.trim();
  if (!name || parts.length < 2) {
    return undefined;
  }
  return {
    name,
    fqn: parts.some(part => part.includes('.')) ? relation : parts.join('.'),
  };
}

function partsOf(relation: string): string[] {
  const parts = relation.match(new RegExp(`${QUOTED}|${PLAIN}`, 'g')) ?? [];
  return parts.map(part => (/^["`[]/.test(part) ? part.slice(1, -1) : part));
}
