import {
  DEFAULT_FILTERS,
  isNarrowed,
  parseFilters,
  toListQuery,
  writeFilters,
} from './useAnomalyFilters';

const parse = (search: string) => parseFilters(new URLSearchParams(search));

describe('anomaly filters in the URL', () => {
  it('reads an empty address as everything that is open', () => {
    expect(parse('')).toEqual(DEFAULT_FILTERS);
    expect(isNarrowed(parse(''))).toBe(false);
  });

  it('writes nothing that is usual and leaves the rest of the address alone', () => {
    expect(
      writeFilters(
        new URLSearchParams('inspect=yaml&status=Archived&page=4'),
        DEFAULT_FILTERS,
      ).toString(),
    ).toBe('inspect=yaml');
  });

  it('reads back what it wrote', () => {
    const filters = {
      query: 'a & b, c=d',
      status: [],
      severity: ['critical' as const],
      type: ['unique'],
      source: ['warehouse', 'lake'],
      hasTicket: false,
      unmatched: true,
      assignee: 'user:default/ann',
      owner: ['group:default/data', 'user:default/ann'],
      entity: 'resource:default/orders',
      snoozed: 'only' as const,
      sort: '-severity' as const,
      page: 3,
      size: 50,
    };
    expect(
      parseFilters(
        new URLSearchParams(
          writeFilters(new URLSearchParams(), filters).toString(),
        ),
      ),
    ).toEqual(filters);
    expect(isNarrowed(filters)).toBe(true);
  });

  it('falls back to the default for values nobody could have chosen', () => {
    expect(
      parse(
        'status=Deleted&severity=awful&sort=-secret&page=-1&size=100000&tickets=maybe',
      ),
    ).toEqual(DEFAULT_FILTERS);
  });

  it('does not count order and paging as filters', () => {
    expect(isNarrowed(parse('sort=title&page=2&size=50'))).toBe(false);
  });

  it('asks for unmatched anomalies by what they lack', () => {
    expect(toListQuery(parse('unmatched=yes'), undefined).matched).toBe(false);
    expect(toListQuery(parse(''), 'resource:default/orders')).toMatchObject({
      entity_ref: 'resource:default/orders',
      matched: undefined,
    });
  });
});
