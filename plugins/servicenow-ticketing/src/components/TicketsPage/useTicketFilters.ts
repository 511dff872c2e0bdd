import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import type {
  LinkedTicketPhase,
  LinkedTicketsQuery,
} from 'backstage-plugin-servicenow-ticketing-common';

/** Tickets on one page of the list. */
export const TICKETS_PAGE_SIZE = 25;

const PHASES = ['open', 'done', 'waiting'] as const;

/** Which of the phases are shown; `all` for any. */
export type PhaseFilter = LinkedTicketPhase | 'all';

export interface TicketFilters {
  phase: PhaseFilter;
  integrationId?: number;
  mine: boolean;
  query: string;
  page: number;
}

function positive(text: string | null): number | undefined {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : undefined;
}

/** The filters of the list of tickets; part of the URL, so that a link shows the same list. */
export function useTicketFilters() {
  const [search, setSearch] = useSearchParams();
  const phase = search.get('phase');
  const filters: TicketFilters = {
    phase:
      phase === 'all' ? 'all' : PHASES.find(known => known === phase) ?? 'open',
    integrationId: positive(search.get('integration')),
    mine: search.get('mine') === 'true',
    query: search.get('query') ?? '',
    page: positive(search.get('page')) ?? 1,
  };

  const change = useCallback(
    (changed: Partial<TicketFilters>) =>
      setSearch(
        current => {
          const next = new URLSearchParams(current);
          const names: Record<keyof TicketFilters, string> = {
            phase: 'phase',
            integrationId: 'integration',
            mine: 'mine',
            query: 'query',
            page: 'page',
          };
          // Another filter is another list, which begins on its first page.
          for (const [name, value] of Object.entries({ page: 1, ...changed })) {
            const isDefault =
              !value ||
              (name === 'page' && value === 1) ||
              (name === 'phase' && value === 'open');
            if (isDefault) {
              next.delete(names[name as keyof TicketFilters]);
            } else {
              next.set(names[name as keyof TicketFilters], String(value));
            }
          }
          return next;
        },
        { replace: true },
      ),
    [setSearch],
  );

  const query: LinkedTicketsQuery = {
    phase: filters.phase === 'all' ? undefined : [filters.phase],
    integration_id: filters.integrationId,
    mine: filters.mine || undefined,
    query: filters.query || undefined,
    page: filters.page,
    size: TICKETS_PAGE_SIZE,
  };
  return { filters, query, change };
}
