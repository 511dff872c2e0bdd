import { aList, anAnomaly } from '../__testUtils__/samples';
import { SteadyList, caughtUp, nextSteadyList } from './steadyList';

const listOf = (...ids: number[]) => aList(ids.map(id => anAnomaly({ id })));
const idsIn = (state: SteadyList) => state.shown?.items.map(({ id }) => id);

const reading = (view: string, updatedAt: number, ...ids: number[]) => ({
  view,
  updatedAt,
  list: listOf(...ids),
  isPlaceholder: false,
});

const nothingYet = (view: string) => ({
  view,
  list: undefined,
  updatedAt: 0,
  isPlaceholder: false,
});

describe('the list on screen', () => {
  const first = nextSteadyList(
    nextSteadyList(undefined, nothingYet('a')),
    reading('a', 10, 3, 2, 1),
  );

  it('shows what is read first', () => {
    expect(idsIn(first)).toEqual([3, 2, 1]);
    expect(first.following).toBe(false);
  });

  it('keeps rows where they are, brings them up to date and counts the others', () => {
    const changed = {
      ...reading('a', 20, 4, 1, 3),
      list: aList([
        anAnomaly({ id: 4 }),
        anAnomaly({ id: 1, title: 'changed' }),
        anAnomaly({ id: 3 }),
      ]),
    };
    const next = nextSteadyList(first, changed);
    expect(idsIn(next)).toEqual([3, 2, 1]);
    expect(next.shown?.items[2].title).toBe('changed');
    expect(next).toMatchObject({ added: 1, removed: 1 });

    const shown = caughtUp(next, changed.list);
    expect(idsIn(shown)).toEqual([4, 1, 3]);
    expect(shown).toMatchObject({ added: 0, removed: 0 });
    const later = nextSteadyList(shown, reading('a', 30, 5, 4, 1));
    expect(idsIn(later)).toEqual([4, 1, 3]);
  });

  it('shows another view as soon as it is read, and the one before until then', () => {
    const waiting = nextSteadyList(first, {
      ...reading('b', 0, 3, 2, 1),
      isPlaceholder: true,
    });
    expect(idsIn(waiting)).toEqual([3, 2, 1]);
    const arrived = nextSteadyList(waiting, reading('b', 20, 9, 8));
    expect(idsIn(arrived)).toEqual([9, 8]);
    expect(idsIn(nextSteadyList(arrived, reading('b', 30, 10, 9)))).toEqual([
      9, 8,
    ]);
  });

  it('follows what was decided here: the next reading is taken as it is', () => {
    const decided = nextSteadyList(first, reading('a after', 10, 3, 2, 1));
    expect(idsIn(decided)).toEqual([3, 2, 1]);
    expect(
      idsIn(nextSteadyList(decided, reading('a after', 20, 3, 1))),
    ).toEqual([3, 1]);
  });

  it('has nothing to keep in place where nothing is', () => {
    const empty = nextSteadyList(
      nextSteadyList(undefined, nothingYet('a')),
      reading('a', 10),
    );
    expect(idsIn(nextSteadyList(empty, reading('a', 20, 7)))).toEqual([7]);
  });
});
