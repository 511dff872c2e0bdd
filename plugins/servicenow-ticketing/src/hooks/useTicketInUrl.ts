import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

const PARAMETER = 'ticket';

/** Which linked ticket the drawer shows; part of the URL, so that it can be shared and left with Back. */
export function useTicketInUrl() {
  const [search, setSearch] = useSearchParams();
  const id = Number(search.get(PARAMETER));
  const linkId = Number.isInteger(id) && id > 0 ? id : undefined;

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

  return { linkId, open, close };
}
