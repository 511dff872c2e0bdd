import { useEffect, useMemo, useState } from 'react';
import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';

/** How many rows are drawn in one go: the page must answer within 50 ms, also on slow machines. */
const AT_ONCE = 8;

/**
 * One step from the rows on screen to those that shall be there, from the top: at most so many that are new to the
 * screen. Below them stays what was there.
 */
export function drawSome(shown: Anomaly[], items: Anomaly[]): Anomaly[] {
  const known = new Set(shown);
  let [end, fresh] = [0, 0];
  while (end < items.length) {
    fresh += known.has(items[end]) ? 0 : 1;
    if (fresh > AT_ONCE) {
      break;
    }
    end += 1;
  }
  if (end === items.length) {
    return items;
  }
  const drawn = items.slice(0, end);
  const ids = new Set(drawn.map(({ id }) => id));
  return [...drawn, ...shown.slice(end).filter(({ id }) => !ids.has(id))];
}

/**
 * The rows to draw now, on the way to all of `items`. Between two steps the page answers to what is typed and clicked.
 * React's own deferring does not promise that: it draws everything at once when it thinks that it has waited too long.
 */
export function useGradualRows(
  items: Anomaly[] | undefined,
): Anomaly[] | undefined {
  const [shown, setShown] = useState<Anomaly[]>([]);
  const rows = useMemo(() => items && drawSome(shown, items), [shown, items]);

  useEffect(() => {
    if (!rows || rows === shown) {
      return undefined;
    }
    const timer = setTimeout(() => setShown(rows));
    return () => clearTimeout(timer);
  }, [rows, shown]);

  return rows;
}
