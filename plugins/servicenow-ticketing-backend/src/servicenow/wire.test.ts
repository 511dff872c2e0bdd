import {
  describeWithServiceNowSamples,
  readServiceNowSample,
} from '../__testUtils__/servicenowSamples';
import {
  labelOf,
  recordsOf,
  toDate,
  toRemoteChoice,
  toRemoteTicket,
  valueOf,
} from './wire';

describe('fields of a record', () => {
  it.each([
    { from: 'a scalar', content: '3', value: '3', label: '3' },
    { from: 'an empty scalar', content: '', value: '', label: '' },
    { from: 'a missing field', content: undefined, value: '', label: '' },
    {
      from: 'both values',
      content: { value: '3', display_value: '3 - Low' },
      value: '3',
      label: '3 - Low',
    },
    {
      from: 'no display value',
      content: { value: 'abc', display_value: null },
      value: 'abc',
      label: 'abc',
    },
    {
      from: 'an empty reference',
      content: { value: '', display_value: '' },
      value: '',
      label: '',
    },
    {
      from: 'a reference',
      content: { link: 'https://x', value: 'id' },
      value: 'id',
      label: 'id',
    },
    {
      from: 'a displayed reference',
      content: { link: 'https://x', display_value: 'Beth' },
      value: 'Beth',
      label: 'Beth',
    },
  ])('are read from $from', ({ content, value, label }) => {
    const record = { field: content };
    expect(valueOf(record, 'field')).toBe(value);
    expect(labelOf(record, 'field')).toBe(label);
  });

  it('hold times in UTC', () => {
    expect(toDate('2026-01-23 19:51:23')?.toISOString()).toBe(
      '2026-01-23T19:51:23.000Z',
    );
    expect(toDate('')).toBeUndefined();
    expect(toDate('23.01.2026 19:51')).toBeUndefined();
    expect(toDate('2026-99-23 19:51:23')).toBeUndefined();
  });
});

describe('recordsOf', () => {
  it('reads lists, single records and nothing', () => {
    expect(recordsOf({ result: [{ a: '1' }, { a: '2' }] })).toHaveLength(2);
    expect(recordsOf({ result: { a: '1' } })).toEqual([{ a: '1' }]);
    expect(recordsOf({ result: [] })).toEqual([]);
    expect(recordsOf({ result: null })).toEqual([]);
  });
});

describe('toRemoteChoice', () => {
  it('reads a row of sys_choice', () => {
    expect(
      toRemoteChoice({
        name: 'incident',
        element: 'subcategory',
        value: 'db2',
        label: 'DB2',
        language: 'en',
        inactive: 'true',
        sequence: '10',
        dependent_value: 'database',
      }),
    ).toEqual({
      table: 'incident',
      field: 'subcategory',
      value: 'db2',
      label: 'DB2',
      language: 'en',
      inactive: true,
      sequence: 10,
      dependentValue: 'database',
    });
  });
});

describeWithServiceNowSamples('records of a real instance', () => {
  it('are read with all their display values', () => {
    const [record] = recordsOf(
      JSON.parse(readServiceNowSample('stackstate/CHG0000001.json')),
    );
    const ticket = toRemoteTicket(record, 'change_request');
    expect(ticket).toMatchObject({
      table: 'change_request',
      number: 'CHG0000001',
      sysId: expect.stringMatching(/^[0-9a-f]{32}$/),
      state: '-5',
      stateLabel: 'New',
      impact: '3',
      // Shown in the time zone of whoever asked as 14:42:23; the value is UTC.
      updatedAt: new Date('2020-09-24T12:42:23Z'),
      closedAt: new Date('2020-09-19T09:46:25Z'),
    });
    expect(ticket.resolvedAt).toBeUndefined();
  });
});
