import type { TestNode } from './schemas';
import { findReference } from './testedNode';

/** What is known about a failing test. @internal */
export interface Failure {
  /** Kind of the test, such as `unique`; see {@link describeTest}. */
  type: string;
  fields: string[];
  count?: number;
  /** What dbt says itself. */
  message?: string;
  test?: TestNode;
}

/** Says in a sentence why a test failed; dbt's own words where it cannot be said better. @internal */
export function describeFailure(failure: Failure): string {
  const { count, message, test } = failure;
  const failCalc = test?.config?.fail_calc ?? 'count(*)';
  // Without the manifest nobody knows what was counted.
  const isKnown = test !== undefined && failCalc === 'count(*)';
  if (!count || (!isKnown && message)) {
    return message ?? 'The test failed';
  }
  return sentence({ ...failure, count }) ?? otherSentence(count, test);
}

function sentence({
  type,
  fields,
  count,
  test,
}: Failure & { count: number }): string | undefined {
  const column = fields.join(', ');
  if (!column) {
    return undefined;
  }
  // What dbt counts differs: `unique` and `accepted_values` count values, the others rows.
  switch (type) {
    case 'unique':
      return `${amount(count, 'value')} of ${column} ${
        count === 1 ? 'is' : 'are'
      } not unique`;
    case 'not_null':
      return `${amount(count, 'row')} ${
        count === 1 ? 'has' : 'have'
      } no ${column}`;
    case 'accepted_values':
      return `${amount(count, 'value')} of ${column} ${
        count === 1 ? 'is' : 'are'
      } not among those accepted`;
    case 'relationships': {
      const other = findReference(test?.test_metadata?.kwargs?.to)?.names.at(
        -1,
      );
      return `${amount(count, 'row')} ${
        count === 1 ? 'has' : 'have'
      } a value of ${column} that does not exist in ${
        other ?? 'the other dataset'
      }`;
    }
    default:
      return undefined;
  }
}

function otherSentence(count: number, test: TestNode | undefined): string {
  const description = test?.description?.trim();
  const failed = `${amount(count, 'row')} failed the test`;
  return description ? `${failed}: ${description}` : failed;
}

function amount(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}
