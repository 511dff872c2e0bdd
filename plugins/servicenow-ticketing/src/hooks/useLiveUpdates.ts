import { useEffect } from 'react';
import { useApiHolder } from '@backstage/core-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';
import { QueryClient, useQueryClient } from '@tanstack/react-query';
import {
  SIGNALS_CHANNEL,
  changeSignal,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { ChangeSignal } from 'backstage-plugin-servicenow-ticketing-common';
import { queryKeys } from './queryKeys';

/** Signals that come within this time are answered by one reading, in milliseconds. */
const GATHERING_TIME = 500;

/** What to read again for these signals. */
function keysOf(signals: ChangeSignal[]): (readonly unknown[])[] {
  const keys = new Map<string, readonly unknown[]>();
  const add = (...added: (readonly unknown[])[]) =>
    added.forEach(key => keys.set(JSON.stringify(key), key));
  for (const signal of signals) {
    if (signal.type === 'deliveries_changed') {
      // Where they have got to is part of what is shown of anomalies and tickets, too.
      add(
        queryKeys.deliveries,
        queryKeys.openAnomaly,
        queryKeys.activities,
        queryKeys.linkedTicketLists,
      );
    } else if (signal.anomaly_ids.length === 0) {
      add(queryKeys.anomalies, queryKeys.datasets, queryKeys.linkedTicketLists);
    } else {
      add(
        queryKeys.anomalyLists,
        queryKeys.datasets,
        queryKeys.linkedTicketLists,
      );
      for (const id of signal.anomaly_ids) {
        add(
          queryKeys.anomaly(id),
          queryKeys.activity(id),
          queryKeys.occurrences(id),
        );
      }
    }
  }
  return [...keys.values()];
}

/** Gathers signals, and has what they name read again: only what is on screen is asked for. */
function createReader(queryClient: QueryClient) {
  let gathered: ChangeSignal[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const read = () => {
    const keys = keysOf(gathered);
    gathered = [];
    timer = undefined;
    for (const queryKey of keys) {
      queryClient.invalidateQueries({ queryKey }).catch(() => {
        // The queries themselves show what went wrong.
      });
    }
  };
  return {
    add: (signal: ChangeSignal) => {
      gathered.push(signal);
      timer ??= setTimeout(read, GATHERING_TIME);
    },
    stop: () => clearTimeout(timer),
  };
}

/**
 * Reads again what the backend says has changed. Where the host has no signals, what is on screen is read every now
 * and then instead.
 */
export function useLiveUpdates(): void {
  const queryClient = useQueryClient();
  const signals = useApiHolder().get(signalApiRef);

  // Not `useSignal`, which keeps the last one only: of several that come at once the others would be lost.
  useEffect(() => {
    if (!signals) {
      return undefined;
    }
    const reader = createReader(queryClient);
    const { unsubscribe } = signals.subscribe(SIGNALS_CHANNEL, message => {
      const signal = changeSignal.safeParse(message);
      if (signal.success) {
        reader.add(signal.data);
      }
    });
    return () => {
      unsubscribe();
      reader.stop();
    };
  }, [queryClient, signals]);
}
