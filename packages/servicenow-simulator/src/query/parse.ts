import {
  AllOf,
  Condition,
  OPERATORS,
  Order,
  Query,
  RelatedListCondition,
  Term,
} from './ast';
import { Token, tokenize } from './tokenize';

const FIELD = /^(?:GOTO)?(123TEXTQUERY321|[a-z0-9_]+(?:\.[a-z0-9_]+)*)/;
const RELATED_LIST =
  /^RLQUERY([a-z0-9_]+)\.([a-z0-9_.]+),(>=|<=|!=|=|>|<)(\d+)(?:,m2m)?$/;
const JOIN =
  /^JOIN[a-z0-9_]+\.([a-z0-9_]+)=([a-z0-9_]+)\.([a-z0-9_]+)(?:!(.*))?$/s;
const END_OF_RELATED_LIST = 'ENDRLQUERY';

/** Reads `field operator value`. @internal */
export function parseCondition(text: string): Condition | undefined {
  const match = FIELD.exec(text);
  if (!match) {
    return undefined;
  }
  const rest = text.slice(match[0].length);
  const operator = OPERATORS.find(candidate => rest.startsWith(candidate));
  if (!operator) {
    return undefined;
  }
  return {
    kind: 'condition',
    field: match[1],
    operator,
    value: rest.slice(operator.length),
  };
}

class Parser {
  readonly #tokens: Token[];
  #position = 0;

  constructor(tokens: Token[]) {
    this.#tokens = tokens;
  }

  parse(): Query {
    const groups: AllOf[] = [];
    const orderBy: Order[] = [];
    let group: AllOf = [];
    while (this.#position < this.#tokens.length) {
      const token = this.#tokens[this.#position++];
      if (token.join === 'orderBy' || token.join === 'orderByDescending') {
        orderBy.push({
          field: token.text,
          descending: token.join === 'orderByDescending',
        });
        continue;
      }
      if (token.join === 'newQuery') {
        groups.push(group);
        group = [];
      }
      if (token.text === '') {
        continue;
      }
      const term = this.#term(token.text);
      if (token.join === 'or' && group.length > 0) {
        group[group.length - 1].push(term);
      } else {
        group.push([term]);
      }
    }
    groups.push(group);
    const filled = groups.filter(candidate => candidate.length > 0);
    return { groups: filled.length > 0 ? filled : [[]], orderBy };
  }

  #term(text: string): Term {
    if (text.startsWith('RLQUERY')) {
      return this.#relatedList(text);
    }
    const join = JOIN.exec(text);
    if (join) {
      const [, field, otherTable, otherField, where] = join;
      const inner: Token[] = where
        ? [{ join: 'and', text: where }, ...this.#conditionsOfJoin()]
        : [];
      return {
        kind: 'join',
        field,
        otherTable,
        otherField,
        where: new Parser(inner).parse(),
      };
    }
    return parseCondition(text) ?? { kind: 'invalid', text };
  }

  /** Conditions go on being about the joined table until something else than a condition comes. */
  #conditionsOfJoin(): Token[] {
    const found: Token[] = [];
    for (;;) {
      const next = this.#tokens[this.#position] as Token | undefined;
      const belongs =
        next &&
        (next.join === 'and' || next.join === 'or') &&
        !/^(?:JOIN|RLQUERY)/.test(next.text);
      if (!belongs) {
        return found;
      }
      found.push(next);
      this.#position += 1;
    }
  }

  #relatedList(text: string): Term {
    const inner: Token[] = [];
    while (this.#position < this.#tokens.length) {
      const token = this.#tokens[this.#position++];
      if (token.text === END_OF_RELATED_LIST) {
        break;
      }
      inner.push(token);
    }
    const match = RELATED_LIST.exec(text);
    if (!match) {
      return { kind: 'invalid', text };
    }
    return {
      kind: 'relatedList',
      table: match[1],
      field: match[2],
      comparison: match[3] as RelatedListCondition['comparison'],
      count: Number(match[4]),
      where: new Parser(inner).parse(),
    };
  }
}

/**
 * Parses an encoded query (`sysparm_query`). Never throws: pieces that make no sense become `invalid` terms.
 *
 * `A^ORB^C` is (A or B) and C; `^NQ` starts a further query whose rows are added. What follows the `!` of a JOIN is about
 * the joined table, up to the next JOIN, RLQUERY, `^NQ` or ORDERBY.
 *
 * @public
 */
export function parseQuery(query: string): Query {
  return new Parser(tokenize(query)).parse();
}
