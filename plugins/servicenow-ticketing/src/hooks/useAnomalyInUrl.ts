import { useCallback, useRef } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router-dom';

const PARAMETER = 'anomaly';

/** Remembers that the list is one step back. */
interface OpenedState {
  openedFromList?: boolean;
}

/** The same address with this anomaly open, or none. */
export function searchWithAnomaly(search: string, id?: number): string {
  const next = new URLSearchParams(search);
  if (id === undefined) {
    next.delete(PARAMETER);
  } else {
    next.set(PARAMETER, String(id));
  }
  const text = next.toString();
  return text && `?${text}`;
}

/** Which anomaly the drawer shows; part of the URL, so that it can be shared and left with Back. */
export function useAnomalyInUrl() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const { state } = useLocation();
  const id = Number(search.get(PARAMETER));
  const anomalyId = Number.isInteger(id) && id > 0 ? id : undefined;

  // What is true when it is called: rows are not drawn anew whenever the address changes.
  const latest = useRef('');
  latest.current = search.toString();

  const open = useCallback(
    (selected: number) =>
      navigate(
        { search: searchWithAnomaly(latest.current, selected) },
        { state: { openedFromList: true } satisfies OpenedState },
      ),
    [navigate],
  );

  const openedFromList = (state as OpenedState | null)?.openedFromList === true;
  const close = useCallback(() => {
    if (openedFromList) {
      // So that Back does not open it again.
      navigate(-1);
    } else {
      navigate(
        { search: searchWithAnomaly(search.toString()) },
        { replace: true },
      );
    }
  }, [navigate, openedFromList, search]);

  return { anomalyId, open, close };
}
