import { renderHook, waitFor } from '@testing-library/react';
import { anAnomaly } from '../../__testUtils__/samples';
import { drawSome, useGradualRows } from './useGradualRows';

const rows = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => anAnomaly({ id: from + index }));
const idsOf = (list: { id: number }[] | undefined) =>
  list?.map(({ id }) => id) ?? [];

describe('drawing rows step by step', () => {
  it('draws a few at a time, until they are all there', () => {
    const items = rows(1, 30);
    let shown = drawSome([], items);
    expect(shown.length).toBeLessThan(10);
    for (let step = 0; step < 3; step++) {
      shown = drawSome(shown, items);
    }
    expect(shown).toBe(items);
  });

  it('leaves what was there below the new rows, and no row twice', () => {
    const before = rows(1, 30);
    const items = [...rows(101, 20), ...before.slice(5, 15)];
    const shown = drawSome(before, items);
    expect(idsOf(shown).slice(0, 8)).toEqual(idsOf(items).slice(0, 8));
    expect(idsOf(shown).slice(8)).toEqual(idsOf(before).slice(8));
    const next = idsOf(drawSome(shown, items));
    expect(new Set(next).size).toBe(next.length);
  });

  it('takes rows that are on screen already as they are', () => {
    const before = rows(1, 30);
    const items = [...rows(101, 2), ...before];
    expect(drawSome(before, items)).toBe(items);
  });

  it('comes to its end by itself, and starts anew with another list', async () => {
    const first = rows(1, 30);
    const { result, rerender } = renderHook(
      ({ items }) => useGradualRows(items),
      { initialProps: { items: first } },
    );
    expect(result.current).not.toBe(first);
    await waitFor(() => expect(result.current).toBe(first));
    const second = rows(51, 30);
    rerender({ items: second });
    expect(idsOf(result.current)).toEqual(expect.arrayContaining([51, 30]));
    await waitFor(() => expect(result.current).toBe(second));
  });
});
