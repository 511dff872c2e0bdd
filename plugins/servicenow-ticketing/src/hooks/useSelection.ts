import { useCallback, useMemo, useRef, useState } from 'react';

/** Which of the rows on screen are selected. */
export function useSelection(ids: number[]) {
  const [chosen, setChosen] = useState<ReadonlySet<number>>(new Set());
  const anchor = useRef<number>();
  const latest = useRef(ids);
  latest.current = ids;

  // What is not on screen is not selected: nobody could see what an action would change.
  const selected = useMemo(
    () => new Set(ids.filter(id => chosen.has(id))),
    [ids, chosen],
  );

  /** Selects a row or not; with `isRange` all rows from the last one on. */
  const toggle = useCallback((id: number, isRange: boolean) => {
    const all = latest.current;
    const from =
      anchor.current === undefined ? -1 : all.indexOf(anchor.current);
    const to = all.indexOf(id);
    const touched =
      isRange && from >= 0
        ? all.slice(Math.min(from, to), Math.max(from, to) + 1)
        : [id];
    anchor.current = id;
    setChosen(before => {
      const next = new Set(before);
      const isSelecting = !before.has(id);
      touched.forEach(one => (isSelecting ? next.add(one) : next.delete(one)));
      return next;
    });
  }, []);

  const selectAll = useCallback(
    (isSelecting: boolean) =>
      setChosen(new Set(isSelecting ? latest.current : [])),
    [],
  );
  return { selected, toggle, selectAll };
}
