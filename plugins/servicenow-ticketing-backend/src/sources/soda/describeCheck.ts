import { amount, firstLine } from '../wording';
import { describeContractCheck } from './describeContractCheck';
import type { SodaCheck } from './schemas';

/** Metrics that count rows, so that their value is how many are wrong. */
const COUNTS_BAD_ROWS = /^(missing|invalid|duplicate)_count$|^failed rows$/;

/** The expression of a check, such as `missing_count(customer_id) = 0`. @internal */
export function expressionOf({ definition }: SodaCheck): string | undefined {
  const [, line] = definition?.split(/\r?\n/, 2) ?? [];
  return firstLine(line)?.replace(/^-\s*/, '').replace(/:$/, '');
}

/** The metric a check is about, such as `missing_count`, `freshness` or `schema`; else `check`. @internal */
export function typeOf(check: SodaCheck): string {
  if (check.checkType) {
    return check.checkType;
  }
  const [name] = /^[a-z][a-z_]*(?: [a-z_]+)*/.exec(
    expressionOf(check) ?? '',
  ) ?? ['check'];
  return name.replace(/ (between|not|when|same|change)\b.*/, '');
}

/** How many rows are wrong, where the check counts them. @internal */
export function badRowsOf(check: SodaCheck): number | undefined {
  const { diagnostics } = check;
  const found = diagnostics?.blocks?.find(
    block => typeof block?.totalFailingRows === 'number',
  );
  const value = diagnostics?.value;
  return (
    diagnostics?.v4?.failedRowsCount ??
    found?.totalFailingRows ??
    (typeof value === 'number' && COUNTS_BAD_ROWS.test(typeOf(check))
      ? value
      : undefined)
  );
}

/** Says what is wrong, from figures and names of columns only. @internal */
export function describeCheck(check: SodaCheck): string {
  const { diagnostics, outcome } = check;
  if (diagnostics?.v4) {
    return describeContractCheck(check, diagnostics.v4);
  }
  const expression = expressionOf(check) ?? check.name ?? 'The check';
  const schema = describeSchema(diagnostics);
  if (schema) {
    return schema;
  }
  const condition = conditionOf(check, outcome?.toLowerCase() ?? '');
  if (diagnostics?.freshness) {
    const age = diagnostics.freshness.replace(/\.\d+$/, '');
    return `${expression}: the newest data is ${age} old${condition}`;
  }
  if (typeof diagnostics?.value !== 'number') {
    return reasonsOf(check) ?? `${expression} does not hold`;
  }
  const found = diagnostics.value.toLocaleString('en-US', {
    maximumSignificantDigits: 12,
  });
  return `${expression}: found ${found}${condition}`;
}

/** Why a check was not evaluated, as far as Soda says. @internal */
export function reasonsOf({ outcomeReasons }: SodaCheck): string | undefined {
  const reasons = (outcomeReasons ?? [])
    .map(reason => firstLine(reason?.message) ?? reason?.code)
    .filter(Boolean);
  return reasons.join('; ') || undefined;
}

/** When a check warns or fails, where its definition says so on a line of its own. */
function conditionOf({ definition }: SodaCheck, outcome: string): string {
  const line = (definition ?? '')
    .split(/\r?\n/)
    .map(part => part.trim())
    .find(part => part.startsWith(`${outcome}: when `));
  return line ? `, ${line.replace(':', 's')}` : '';
}

function describeSchema(
  diagnostics: SodaCheck['diagnostics'],
): string | undefined {
  const missing = diagnostics?.missing_column_names ?? [];
  const forbidden = diagnostics?.present_column_names ?? [];
  const mistyped = Object.keys(diagnostics?.column_type_mismatches ?? {});
  const parts = [
    describeColumns(missing, 'missing'),
    describeColumns(forbidden, 'not allowed'),
    describeColumns(mistyped, 'of another type'),
  ].filter(Boolean);
  return parts.join('; ') || undefined;
}

function describeColumns(names: string[], what: string): string {
  return names.length > 0
    ? `${amount(names.length, 'column')} ${
        names.length === 1 ? 'is' : 'are'
      } ${what}: ${names.join(', ')}`
    : '';
}
