import { useCallback, useReducer, useRef } from 'react';
import type { ListAnomaliesResponse } from 'backstage-plugin-servicenow-ticketing-common';
import { SteadyList, caughtUp, nextSteadyList } from './steadyList';

/** A list in which nothing jumps when it is read again; see `nextSteadyList`. */
export function useSteadyList(
  query: {
    data: ListAnomaliesResponse | undefined;
    dataUpdatedAt: number;
    isPlaceholderData: boolean;
  },
  view: string,
) {
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const state = useRef<SteadyList>();
  const seen = useRef<unknown[]>([]);

  const reading = [view, query.data, query.dataUpdatedAt];
  if (reading.some((value, index) => value !== seen.current[index])) {
    seen.current = reading;
    state.current = nextSteadyList(state.current, {
      view,
      list: query.data,
      updatedAt: query.dataUpdatedAt,
      isPlaceholder: query.isPlaceholderData,
    });
  }
  const { shown, added, removed } = state.current!;
  const catchUp = useCallback(() => {
    const [, list] = seen.current as [string, ListAnomaliesResponse?];
    state.current = caughtUp(state.current!, list);
    redraw();
  }, []);
  return { list: shown, added, removed, catchUp };
}
