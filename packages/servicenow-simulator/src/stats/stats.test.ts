import { useSimulator } from '../__testUtils__/client';

const STATS = '/api/now/stats/incident';

describe('Aggregate API', () => {
  const { call, simulator } = useSimulator();

  beforeEach(() => {
    for (const [impact, urgency, count] of [
      ['1', '1', '4'],
      ['1', '2', '0'],
      ['3', '3', '2'],
    ]) {
      simulator().insert('incident', {
        short_description: 'counted',
        impact,
        urgency,
        reassignment_count: count,
      });
    }
  });
  const mine = 'sysparm_query=short_description=counted';

  it('counts, and computes over fields, in strings', async () => {
    const { json } = await call(
      `${STATS}?${mine}&sysparm_count=true&sysparm_avg_fields=reassignment_count&sysparm_sum_fields=reassignment_count,nope&sysparm_min_fields=priority&sysparm_max_fields=priority,opened_at`,
    );
    expect(json).toEqual({
      result: {
        stats: {
          count: '3',
          avg: { reassignment_count: '2.0000' },
          sum: { reassignment_count: '6' },
          min: { priority: '1' },
          max: { priority: '5', opened_at: '2026-03-18 10:30:00' },
        },
      },
    });
  });

  it('groups, orders and keeps groups by their numbers', async () => {
    const path = `${STATS}?${mine}&sysparm_count=true&sysparm_group_by=impact`;
    expect(
      (await call(`${path}&sysparm_order_by=COUNT^DESC`)).json.result,
    ).toEqual([
      {
        stats: { count: '2' },
        groupby_fields: [{ field: 'impact', value: '1' }],
      },
      {
        stats: { count: '1' },
        groupby_fields: [{ field: 'impact', value: '3' }],
      },
    ]);
    expect(
      (await call(`${path}&sysparm_having=count^impact^>^1`)).json.result,
    ).toHaveLength(1);
    const shown = await call(
      `${path}&sysparm_display_value=all&sysparm_order_by=impact^DESC`,
    );
    expect(shown.json.result[0].groupby_fields).toEqual([
      { field: 'impact', value: '3', display_value: '3 - Low' },
    ]);
  });

  it('refuses unknown tables', async () => {
    expect((await call('/api/now/stats/nope')).json.error.message).toBe(
      'Invalid table nope',
    );
  });
});
