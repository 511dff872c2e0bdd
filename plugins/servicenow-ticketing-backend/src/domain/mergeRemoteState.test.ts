import fc from 'fast-check';
import { aMapping } from '../__testUtils__/integrations';
import { afterAnswer, FOLLOWED_FIELDS } from './fieldSnapshots';
import { mergeRemoteState } from './mergeRemoteState';
import type { FieldValues, RemoteTicket } from './remoteTicket';

const mapped = {
  table: 'incident',
  mapping: aMapping({ states: { acknowledged: 20 } }),
};

const remoteOf = (values: FieldValues, table = 'incident') =>
  ({
    table,
    number: 'INC1',
    state: values.state ?? '',
    stateLabel: `state ${values.state}`,
    active: values.active === undefined ? undefined : values.active === 'true',
    priority: values.priority ?? '',
    priorityLabel: '',
    values,
  } as RemoteTicket);

const merge = (
  seen: FieldValues | undefined,
  values: FieldValues,
  table?: string,
) =>
  mergeRemoteState({
    seen,
    agreed: seen,
    remote: remoteOf(values, table),
    mapped,
  });

describe('mergeRemoteState', () => {
  it.each([
    // before, now, turn, canceled
    ['1', '2', 'worked-on', false],
    ['1', '20', 'worked-on', false],
    ['3', '2', 'worked-on', false],
    ['2', '2', undefined, false],
    ['1', '3', undefined, false],
    ['1', '77', undefined, false],
    ['1', '6', 'done', false],
    ['2', '7', 'done', false],
    ['6', '7', undefined, false],
    ['6', '2', 'reopened', false],
    ['7', '1', 'reopened', false],
    ['1', '8', undefined, true],
    ['8', '8', undefined, true],
    ['8', '1', 'reopened', false],
  ])('from state %s to %s: %s', (...row) => {
    const [before, now, turn, isCanceled] = row;
    expect(merge({ state: before }, { state: now })).toMatchObject({
      turn,
      isCanceled,
    });
  });

  it("believes ServiceNow's word that a record is closed, in whatever state", () => {
    expect(
      merge(
        { state: '1', active: 'true' },
        { state: '99', active: 'false' },
        'u_issue',
      ).turn,
    ).toBe('done');
  });

  it.each([
    ['change_request', '-5', '-1', 'worked-on'],
    ['change_request', '-1', '3', 'done'],
    ['problem', '101', '102', 'worked-on'],
    ['problem', '104', '106', 'done'],
    ['sc_task', '1', '2', 'worked-on'],
    ['sc_task', '2', '3', 'done'],
  ])('knows the states of %s: %s to %s', (...row) => {
    const [table, before, now, turn] = row;
    expect(merge({ state: before }, { state: now }, table).turn).toBe(turn);
  });

  it('takes for no news what is not shown, or was not seen before', () => {
    expect(
      merge(
        { state: '1', priority: '1' },
        { state: '1', assigned_to: 'someone' },
      ),
    ).toMatchObject({
      changes: [],
      seen: { state: '1', priority: '1', assigned_to: 'someone' },
    });
    expect(merge(undefined, { state: '6' })).toMatchObject({
      changes: [],
      turn: undefined,
    });
  });

  it('tells the priority, not what it follows from', () => {
    expect(
      merge(
        { impact: '3', urgency: '3', priority: '5' },
        { impact: '1', urgency: '1', priority: '1' },
      ).changes,
    ).toEqual([{ field: 'priority', label: '1' }]);
    expect(
      merge({ impact: '3', priority: '3' }, { impact: '2', priority: '3' })
        .changes,
    ).toEqual([{ field: 'impact', label: '2' }]);
  });

  it('agrees on states alone: what else people change stays theirs', () => {
    expect(
      merge({ state: '1', urgency: '3' }, { state: '2', urgency: '1' }),
    ).toMatchObject({
      agreed: { state: '2', urgency: '3' },
      seen: { state: '2', urgency: '1' },
    });
  });

  const fields = fc.dictionary(
    fc.constantFrom(...FOLLOWED_FIELDS),
    fc.oneof(fc.constantFrom('1', '2', '6', '7', '8', ''), fc.string()),
  );

  it('finds nothing new when it looks again', () => {
    fc.assert(
      fc.property(fields, fields, (before, now) => {
        const first = merge(before, now);
        const again = merge(first.seen, now);
        expect(again.changes).toEqual([]);
        expect(again.turn).toBeUndefined();
        expect(again.seen).toEqual(first.seen);
      }),
    );
  });

  it('never takes what we wrote for news, whatever it was, and never loses what others changed', () => {
    fc.assert(
      fc.property(fields, fields, fields, (before, theirs, ours) => {
        const values = { ...before, ...theirs, ...ours };
        const seen = afterAnswer(before, {
          ...remoteOf(values),
          written: ours,
        });
        const { changes } = merge(seen, values);
        const told = changes.map(({ field }) => field);
        expect(told.filter(field => field in ours)).toEqual([]);
        const untold = Object.keys(theirs).filter(
          field =>
            field in before &&
            before[field] !== values[field] &&
            !(field in ours) &&
            // What follows from our own write, or is told by another field.
            !['active', 'priority', 'impact', 'urgency'].includes(field) &&
            !told.includes(field),
        );
        expect(untold).toEqual([]);
      }),
    );
  });
});
