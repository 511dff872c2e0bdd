import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

const PARAMETER = 'anomaly';

/** Which anomaly the drawer shows; part of the URL, so that it can be shared and left with Back. */
export function useAnomalyInUrl() {
  const [search, setSearch] = useSearchParams();
  const id = Number(search.get(PARAMETER));
  const anomalyId = Number.isInteger(id) && id > 0 ? id : undefined;

  const open = useCallback(
    (selected: number) =>
      setSearch(current => {
        const next = new URLSearchParams(current);
        next.set(PARAMETER, String(selected));
        return next;
      }),
    [setSearch],
  );

  const close = useCallback(
    () =>
      setSearch(current => {
        const next = new URLSearchParams(current);
        next.delete(PARAMETER);
        return next;
      }),
    [setSearch],
  );

  return { anomalyId, open, close };
}
