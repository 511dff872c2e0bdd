import { admitChange } from './automaticChanges';

const at = (seconds: number) => new Date(seconds * 1000);

describe('admitChange', () => {
  it('lets five changes in ten minutes through, then none for an hour', () => {
    let times: Date[] = [];
    for (let change = 0; change < 5; change++) {
      const admitted = admitChange({ times }, at(change * 60));
      expect(admitted.kind).toBe('made');
      times = admitted.kind === 'made' ? admitted.times : [];
    }
    expect(admitChange({ times }, at(299))).toEqual({
      kind: 'tripped',
      until: at(299 + 3_600),
    });
    const pausedUntil = at(299 + 3_600);
    expect(admitChange({ times, pausedUntil }, at(3_000)).kind).toBe('paused');
    expect(admitChange({ times, pausedUntil }, at(299 + 3_600))).toEqual({
      kind: 'made',
      times: [at(299 + 3_600)],
    });
  });

  it('forgets changes of long ago', () => {
    const times = [0, 1, 2, 3, 4].map(at);
    expect(admitChange({ times }, at(603))).toEqual({
      kind: 'made',
      times: [at(4), at(603)],
    });
  });
});
