import { inPlatformOrder } from './keyOrder';

describe('inPlatformOrder', () => {
  it('depends on the names and their number, not on how they were asked for', () => {
    expect(inPlatformOrder(['state', 'sys_id', 'short_description'])).toEqual([
      'sys_id',
      'short_description',
      'state',
    ]);
    // Among many fields the same three stand the other way round, as in recordings of whole incidents.
    const many = Array.from({ length: 80 }, (_, i) => `u_field_${i}`);
    const kept = new Set(['sys_id', 'short_description', 'state']);
    expect(
      inPlatformOrder([...many, ...kept]).filter(name => kept.has(name)),
    ).toEqual(['state', 'short_description', 'sys_id']);
  });

  it('orders the first fields of an incident as real instances do', () => {
    const others = Array.from({ length: 70 }, (_, i) => `zz_${i}`);
    const first = [
      'parent',
      'made_sla',
      'caused_by',
      'watch_list',
      'upon_reject',
      'sys_updated_on',
      'child_incidents',
      'approval_history',
      'number',
    ];
    expect(
      inPlatformOrder([...[...first].reverse(), ...others]).filter(name =>
        first.includes(name),
      ),
    ).toEqual([
      'parent',
      'made_sla',
      // Names that share a slot stay in the order in which they came.
      'watch_list',
      'caused_by',
      'upon_reject',
      'sys_updated_on',
      'child_incidents',
      'approval_history',
      'number',
    ]);
  });
});
