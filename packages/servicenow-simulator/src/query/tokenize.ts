/** A piece of an encoded query and what joins it to the piece before. @internal */
export interface Token {
  join: 'and' | 'or' | 'newQuery' | 'orderBy' | 'orderByDescending';
  text: string;
}

const SEPARATOR = '^';

/** Splits at carets; two carets in a row are one caret of a value. */
function splitAtCarets(query: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (let i = 0; i < query.length; i++) {
    if (query[i] !== SEPARATOR) {
      piece += query[i];
    } else if (query[i + 1] === SEPARATOR) {
      piece += SEPARATOR;
      i++;
    } else {
      pieces.push(piece);
      piece = '';
    }
  }
  pieces.push(piece);
  return pieces;
}

// An operator word is only one when a field name (lower case) follows it, so that `^ORDERBY` is not `^OR` `DERBY`.
const KEYWORDS: [RegExp, Token['join']][] = [
  [/^ORDERBYDESC(?=[a-z0-9_])/, 'orderByDescending'],
  [/^ORDERBY(?=[a-z0-9_])/, 'orderBy'],
  [/^NQ/, 'newQuery'],
  [/^OR(?=[a-z0-9_]|123TEXTQUERY|RLQUERY|JOIN|GOTO)/, 'or'],
];

function toToken(text: string): Token | undefined {
  for (const [pattern, join] of KEYWORDS) {
    if (pattern.test(text)) {
      return { join, text: text.replace(pattern, '') };
    }
  }
  if (text === '' || text === 'EQ' || /^GROUPBY/.test(text)) {
    return undefined;
  }
  return { join: 'and', text };
}

/**
 * Takes an encoded query apart. `^EQ` ends a query and `GROUPBY` only matters to lists on screen: both go.
 *
 * @internal
 */
export function tokenize(query: string): Token[] {
  return splitAtCarets(query)
    .map(toToken)
    .filter((token): token is Token => token !== undefined);
}
