import { mergeReports } from './mergeReports';

const report = (change: object = {}) => ({
  delivery_id: 7,
  created: 1,
  updated: 2,
  reopened: 3,
  resolved: 4,
  ignored: 5,
  unmatched: 6,
  errors: [],
  ...change,
});

describe('mergeReports', () => {
  it('adds up what became of the events, and says which were unusable', () => {
    expect(
      mergeReports(7, [
        { reason: 'id is missing' },
        { report: report() },
        {
          report: report({
            delivery_id: 8,
            errors: [{ index: 4, reason: 'status: is missing' }],
          }),
        },
      ]),
    ).toEqual({
      delivery_id: 7,
      created: 2,
      updated: 4,
      reopened: 6,
      resolved: 8,
      ignored: 10,
      unmatched: 12,
      errors: [
        { index: 0, reason: 'id is missing' },
        { index: 2, reason: 'item 4: status: is missing' },
      ],
    });
  });

  it('refuses a batch of which nothing can be used', () => {
    expect(() => mergeReports(7, [{ reason: 'id is missing' }])).toThrow(
      'None of the CloudEvents can be used. event 0: id is missing',
    );
    expect(() => mergeReports(7, [])).toThrow('The batch is empty');
  });
});
