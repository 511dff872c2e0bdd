import { amount, firstLine } from '../wording';
import type { ExpectationResult } from './schemas';

/** Kinds of expectations whose observed value is a figure about the data and never a value out of it. */
const FIGURES =
  /_(row_count|column_count|mean|stdev|sum|unique_value_count|proportion_of_\w+|z_scores?)(_|$)/;

const MAX_EXCEPTION_LENGTH = 500;

/** What is known about a result. @internal */
export interface ResultDetails {
  type: string;
  kwargs: Record<string, unknown>;
  columns: string[];
  result: ExpectationResult['result'];
}

/**
 * Says in a sentence what is wrong. Only counts and limits are used, never the unexpected values, which may be
 * personal data.
 *
 * @internal
 */
export function describeResult(details: ResultDetails): string {
  return describeCounts(details) ?? describeFigure(details);
}

/**
 * What broke the check, where it could not run at all. The information stands by itself, or by metric when
 * several took part.
 *
 * @returns `undefined` when nothing broke
 *
 * @internal
 */
export function exceptionOf(
  info: ExpectationResult['exception_info'],
): string | undefined {
  for (const candidate of [info, ...Object.values(info ?? {})]) {
    const { raised_exception: raised, exception_message: message } =
      Object(candidate);
    if (raised === true) {
      const line = typeof message === 'string' ? firstLine(message) : undefined;
      return (
        line?.slice(0, MAX_EXCEPTION_LENGTH) ?? 'The check raised an exception'
      );
    }
  }
  return undefined;
}

function describeCounts(details: ResultDetails): string | undefined {
  const { type, columns, result } = details;
  const unexpected = result?.unexpected_count;
  const column = columns.join(', ');
  if (type === 'expect_column_to_exist' && column) {
    return `There is no column ${column}`;
  }
  if (!unexpected || !column) {
    return undefined;
  }
  const isOne = unexpected === 1;
  const of = result?.element_count
    ? `${unexpected.toLocaleString('en-US')} of ${amount(
        result.element_count,
        'row',
      )}`
    : amount(unexpected, 'row');
  switch (type) {
    case 'expect_column_values_to_not_be_null':
      return `${of} ${isOne ? 'has' : 'have'} no ${column}`;
    case 'expect_column_values_to_be_unique':
      return `${of} ${isOne ? 'has' : 'have'} ${withArticle(
        column,
      )} that is not unique`;
    case 'expect_column_values_to_be_in_set':
      return `${of} ${isOne ? 'has' : 'have'} ${withArticle(
        column,
      )} that is not among those accepted`;
    default:
      return `${of} ${isOne ? 'does' : 'do'} not meet ${type} on ${column}`;
  }
}

function describeFigure({ type, kwargs, result }: ResultDetails): string {
  const observed = result?.observed_value;
  const expected = limits(kwargs);
  if (typeof observed === 'number' && FIGURES.test(type)) {
    const found = `Observed ${inWords(observed)}`;
    return expected ? `${found}; expected ${expected}` : found;
  }
  return `The data does not meet ${type}`;
}

function limits(kwargs: Record<string, unknown>): string | undefined {
  const { min_value: min, max_value: max, value } = kwargs;
  if (typeof value === 'number') {
    return inWords(value);
  }
  if (typeof min === 'number' && typeof max === 'number') {
    return min === max ? inWords(min) : `${inWords(min)} to ${inWords(max)}`;
  }
  if (typeof min === 'number') {
    return `at least ${inWords(min)}`;
  }
  return typeof max === 'number' ? `at most ${inWords(max)}` : undefined;
}

function inWords(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 12 });
}

function withArticle(noun: string): string {
  return `${/^[aeio]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
