import { amount } from '../wording';
import type { SodaCheck } from './schemas';

type Diagnostics = NonNullable<SodaCheck['diagnostics']>;
type ContractDiagnostics = NonNullable<Diagnostics['v4']>;

/** What rows that a check of a contract counts have wrong, in one and in many. */
const WRONG_ROWS: Record<string, [one: string, many: string]> = {
  missing: ['has no', 'have no'],
  invalid: ['has an invalid', 'have an invalid'],
  duplicate: ['has a repeated', 'have a repeated'],
};

const BOUNDS: [keyof NonNullable<Diagnostics['fail']>, string][] = [
  ['greaterThan', '>'],
  ['greaterThanOrEqual', '>='],
  ['lessThan', '<'],
  ['lessThanOrEqual', '<='],
];

/** Says what is wrong with a check of a data contract (Soda 4), from figures and names of columns only. @internal */
export function describeContractCheck(
  check: SodaCheck,
  details: ContractDiagnostics,
): string {
  return (
    describeColumns(details) ??
    describeRows(check, details) ??
    describeAge(details) ??
    describeValue(check)
  );
}

function describeColumns(details: ContractDiagnostics): string | undefined {
  if (!details.expected || !details.actual) {
    return undefined;
  }
  const [expected, actual] = [byName(details.expected), byName(details.actual)];
  const missing = [...expected.keys()].filter(name => !actual.has(name));
  const unknown = [...actual.keys()].filter(name => !expected.has(name));
  const mistyped = [...expected].filter(([name, type]) => {
    const found = actual.get(name);
    // Without a type in the contract any will do.
    return type && found && found.toLowerCase() !== type.toLowerCase();
  });
  const parts = [
    listColumns(missing, 'missing'),
    listColumns(unknown, 'not in the contract'),
    listColumns(
      mistyped.map(([name]) => name),
      'of another type',
    ),
  ].filter(part => part !== undefined);
  return parts.join('; ') || 'The columns are not those of the contract';
}

type Columns = NonNullable<ContractDiagnostics['expected']>;

function byName(columns: Columns): Map<string, string | undefined> {
  return new Map(
    columns.flatMap(column =>
      column?.name ? [[column.name, column.type ?? undefined] as const] : [],
    ),
  );
}

function listColumns(names: string[], what: string): string | undefined {
  return names.length > 0
    ? `${amount(names.length, 'column')} ${
        names.length === 1 ? 'is' : 'are'
      } ${what}: ${names.join(', ')}`
    : undefined;
}

function describeRows(
  check: SodaCheck,
  details: ContractDiagnostics,
): string | undefined {
  const { failedRowsCount: wrong, type } = details;
  if (typeof wrong !== 'number') {
    return undefined;
  }
  const tested = details.checkRowsTested ?? details.datasetRowsTested;
  const rows =
    typeof tested === 'number'
      ? `${wrong.toLocaleString('en-US')} of ${amount(tested, 'row')}`
      : amount(wrong, 'row');
  const verbs = WRONG_ROWS[type ?? ''];
  return verbs && check.column
    ? `${rows} ${wrong === 1 ? verbs[0] : verbs[1]} ${check.column}`
    : `${rows} ${wrong === 1 ? 'does' : 'do'} not meet ${
        check.name ?? 'the check'
      }`;
}

function describeAge(details: ContractDiagnostics): string | undefined {
  if (details.type !== 'freshness') {
    return undefined;
  }
  const newest = details.actualTimestampUtc ?? details.actualTimestamp;
  const seen = details.expectedTimestampUtc ?? details.expectedTimestamp;
  if (!newest) {
    return 'There is no data whose age could be told';
  }
  return `The newest data is of ${newest}${seen ? `, looked at ${seen}` : ''}`;
}

function describeValue(check: SodaCheck): string {
  const { diagnostics, name, outcome } = check;
  const title = name ?? 'The check';
  if (typeof diagnostics?.value !== 'number') {
    return `${title} does not hold`;
  }
  const found = `${title}: found ${inWords(diagnostics.value)}`;
  const [verb, limits] =
    outcome?.toLowerCase() === 'warn'
      ? ['warns', diagnostics.warn]
      : ['fails', diagnostics.fail];
  const bounds = BOUNDS.flatMap(([bound, sign]) => {
    const limit = limits?.[bound];
    return typeof limit === 'number' ? `${sign} ${inWords(limit)}` : [];
  });
  return bounds.length > 0
    ? `${found}, ${verb} when ${bounds.join(' or ')}`
    : found;
}

function inWords(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 12 });
}
