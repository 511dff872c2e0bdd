import { DateTime } from 'luxon';
import { ColumnDefinition } from '../dictionary/types';
import { fromStored, toStored } from '../engine/dateTime';
import { Operator } from './ast';
import { comparable, compareValues, sameValue } from './compare';
import { resolveValue, ScriptContext } from './javascript';

/** A field of a row against a condition. @internal */
export interface Operands {
  column: ColumnDefinition;
  /** As stored; empty when the field or a reference on the way to it is empty. */
  stored: string;
  /** What text operators look at: the display name for references. */
  shown(): string;
  value: string;
  /** The value of another field of the same row, for SAMEAS and its like. */
  otherField(name: string): string;
  context: ScriptContext;
}

type Test = (operands: Operands) => boolean;

function text({ column, stored, shown }: Operands): string {
  return (column.type === 'reference' ? shown() : stored).toLowerCase();
}

function resolved({ value, context }: Operands): string {
  return resolveValue(value, context);
}

const equals: Test = operands => {
  const { column, stored } = operands;
  const wanted = comparable(column, resolved(operands));
  return sameValue(column, comparable(column, stored), wanted);
};

const contains: Test = operands =>
  text(operands).includes(resolved(operands).toLowerCase());

const isEmpty: Test = ({ stored }) => stored === '';

const endsWith: Test = operands =>
  text(operands).endsWith(resolved(operands).toLowerCase());

function isOneOf(operands: Operands): boolean {
  const { column, stored } = operands;
  const own = comparable(column, stored);
  return resolved(operands)
    .split(',')
    .some(part => sameValue(column, own, comparable(column, part.trim())));
}

/** Empty values are on neither side of a bound. */
function bound(accepts: (order: number) => boolean): Test {
  return operands => {
    const { column, stored } = operands;
    if (stored === '') {
      return false;
    }
    const wanted = comparable(column, resolved(operands));
    return accepts(compareValues(column, comparable(column, stored), wanted));
  };
}

function againstField(accepts: (order: number) => boolean): Test {
  return ({ column, stored, value, otherField }) => {
    const other = otherField(value);
    return stored !== '' && other !== ''
      ? accepts(compareValues(column, stored, other))
      : false;
  };
}

function within(operands: Operands, from: string, to: string): boolean {
  const { column, stored, context } = operands;
  const own = comparable(column, stored);
  const low = comparable(column, resolveValue(from, context));
  const high = comparable(column, resolveValue(to, context));
  return (
    own !== '' &&
    compareValues(column, own, low) >= 0 &&
    compareValues(column, own, high) <= 0
  );
}

const between: Test = operands => {
  const [from, to] = operands.value.split('@');
  return to !== undefined && within(operands, from, to);
};

/** `ON<label>@start@end`; or a day alone. */
const on: Test = operands => {
  const parts = operands.value.split('@');
  if (parts.length >= 3) {
    return within(operands, parts[1], parts[2]);
  }
  return operands.stored.startsWith(resolved(operands).slice(0, 10));
};

const RELATIVE_UNITS = new Set([
  'minute',
  'hour',
  'dayofweek',
  'day',
  'week',
  'month',
  'quarter',
  'year',
]);

/** `RELATIVEGT@hour@ago@3`: later than three hours ago. */
function relative(accepts: (order: number) => boolean): Test {
  return ({ stored, value, context }) => {
    const [, unit, direction, amount] = value.split('@');
    if (stored === '' || !RELATIVE_UNITS.has(unit)) {
      return false;
    }
    const steps = Number(amount) * (direction === 'ago' ? -1 : 1);
    const moment = DateTime.fromMillis(context.instance.clock.now())
      .plus({ [unit === 'dayofweek' ? 'day' : unit]: steps })
      .toMillis();
    const wanted = toStored(moment);
    if (stored === wanted) {
      return accepts(0);
    }
    return accepts(stored < wanted ? -1 : 1);
  };
}

/** `MORETHANother_field@day@before@3`: more than three days before another field. */
function distance(
  accepts: (difference: number, limit: number) => boolean,
): Test {
  return ({ stored, value, otherField }) => {
    const [name, unit, direction, amount] = value.split('@');
    const other = otherField(name);
    if (stored === '' || other === '' || !RELATIVE_UNITS.has(unit)) {
      return false;
    }
    const span = DateTime.fromMillis(0, { zone: 'UTC' })
      .plus({ [unit]: Number(amount) })
      .toMillis();
    const sign = direction === 'before' ? -1 : 1;
    return accepts((fromStored(stored) - fromStored(other)) * sign, span);
  };
}

const ME = '90d1921e5f510100a9ad2572f2b477fe';
const MY_GROUPS = 'd6435e965f510100a9ad2572f2b477fe';

const dynamic: Test = ({ stored, value, context }) => {
  if (value === ME) {
    return stored === context.session.userId;
  }
  const groups = resolveValue('javascript:gs.getMyGroups()', context);
  return (
    value === MY_GROUPS && stored !== '' && groups.split(',').includes(stored)
  );
};

const PARTS: Record<string, (moment: DateTime) => string> = {
  dayofweek: moment => moment.setLocale('en').weekdayLong?.toLowerCase() ?? '',
  month: moment => moment.setLocale('en').monthLong?.toLowerCase() ?? '',
  year: moment => String(moment.year),
  quarter: moment => String(moment.quarter),
  week: moment => String(moment.weekNumber - 1),
  hour: moment => String(moment.hour),
};

/** `DATEPARTMonday@javascript:gs.datePart('dayofweek','monday','EE')`. */
const datePart: Test = ({ stored, value, context }) => {
  const [part, wanted] = resolveValue(
    value.slice(value.indexOf('@') + 1),
    context,
  ).split(',');
  const moment = DateTime.fromMillis(fromStored(stored), {
    zone: context.session.timeZone,
  });
  return moment.isValid && PARTS[part]?.(moment) === wanted?.toLowerCase();
};

function matchesPattern({ stored, value }: Operands): boolean {
  try {
    return new RegExp(value, 'i').test(stored);
  } catch {
    return false;
  }
}

const not =
  (test: Test): Test =>
  operands =>
    !test(operands);

/** What each operator of an encoded query means. @internal */
export const OPERATOR_TESTS: Record<Operator, Test> = {
  '=': equals,
  '!=': not(equals),
  '<': bound(order => order < 0),
  '<=': bound(order => order <= 0),
  '>': bound(order => order > 0),
  '>=': bound(order => order >= 0),
  LIKE: contains,
  CONTAINS: contains,
  '*': contains,
  'NOT LIKE': not(contains),
  'DOES NOT CONTAIN': not(contains),
  '!*': not(contains),
  STARTSWITH: operands =>
    text(operands).startsWith(resolved(operands).toLowerCase()),
  ENDSWITH: endsWith,
  '%': endsWith,
  IN: isOneOf,
  'NOT IN': not(isOneOf),
  ISEMPTY: isEmpty,
  ISNOTEMPTY: not(isEmpty),
  EMPTYSTRING: isEmpty,
  ANYTHING: () => true,
  BETWEEN: between,
  ON: on,
  NOTON: not(on),
  SAMEAS: ({ stored, value, otherField }) => stored === otherField(value),
  NSAMEAS: ({ stored, value, otherField }) => stored !== otherField(value),
  GT_FIELD: againstField(order => order > 0),
  LT_FIELD: againstField(order => order < 0),
  GT_OR_EQUALS_FIELD: againstField(order => order >= 0),
  LT_OR_EQUALS_FIELD: againstField(order => order <= 0),
  RELATIVEGT: relative(order => order > 0),
  RELATIVEGE: relative(order => order >= 0),
  RELATIVEEE: relative(order => order === 0),
  RELATIVELE: relative(order => order <= 0),
  RELATIVELT: relative(order => order < 0),
  MORETHAN: distance((difference, limit) => difference > limit),
  LESSTHAN: distance((difference, limit) => difference < limit),
  DATEPART: datePart,
  DYNAMIC: dynamic,
  INSTANCEOF: ({ stored, value, context }) =>
    context.instance.dictionary.isA(stored, value),
  MATCH_PAT: matchesPattern,
  MATCH_RGX: matchesPattern,
  // Only meaningful to notifications and triggers; a query ignores it.
  VALCHANGES: () => true,
};
