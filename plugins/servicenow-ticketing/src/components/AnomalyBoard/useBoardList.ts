import { useCallback, useMemo, useState } from 'react';
import { useAnomalies } from '../../hooks/useAnomalies';
import { toListQuery, useAnomalyFilters } from '../../hooks/useAnomalyFilters';
import { useSteadyList } from '../../hooks/useSteadyList';
import { useDecisions } from '../Decisions';

/** The list that the URL describes, in which nothing jumps. */
export function useBoardList(entityRef: string | undefined) {
  const { filters, update, clear } = useAnomalyFilters();
  const { generation } = useDecisions();
  const [reloads, setReloads] = useState(0);
  const query = useMemo(
    () => toListQuery(filters, entityRef),
    [filters, entityRef],
  );
  const anomalies = useAnomalies(query);
  const { refetch } = anomalies;
  const { list, added, removed, catchUp } = useSteadyList(
    anomalies,
    JSON.stringify([query, generation, reloads]),
  );

  const reload = useCallback(() => {
    setReloads(count => count + 1);
    refetch().catch(() => {
      // The list itself shows what went wrong.
    });
  }, [refetch]);

  return {
    filters,
    update,
    clear,
    list,
    added,
    removed,
    catchUp,
    error: anomalies.error,
    isFetching: anomalies.isFetching,
    updatedAt: anomalies.dataUpdatedAt,
    reload,
  };
}

/** What {@link useBoardList} knows. */
export type BoardListState = ReturnType<typeof useBoardList>;
