import {
  ReactNode,
  createContext,
  useCallback,
  useContext,
  useMemo,
  useState,
} from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { useQueryClient } from '@tanstack/react-query';
import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import { ticketingApiRef } from '../../apis';
import { messageOf, statusOf } from '../../hooks/errors';
import { queryKeys } from '../../hooks/queryKeys';
import { useMessages } from '../../hooks/useMessages';
import {
  DecisionFailure,
  DecisionOutcome,
  decideMany,
  decideOne,
} from './applyDecision';
import { Decision, inverseOf } from './inverseOf';
import { useStaleReason } from './useStaleReason';

const CONFLICT = 409;

/** What was done, and what takes it back. */
export interface UndoOffer {
  message: string;
  undo?: () => Promise<unknown>;
}

interface Decisions {
  /**
   * Decides about one or many, and offers to take it back; `message` says what was done, by how many. Answers whether
   * all of them were changed.
   */
  decide: (
    anomalies: Anomaly[],
    decision: Decision,
    message: (count: number) => string,
  ) => Promise<boolean>;
  /** Shows what was done elsewhere, with a way back. */
  offerUndo: (offer: UndoOffer) => void;
  offer: UndoOffer | undefined;
  dismissOffer: () => void;
  progress: { done: number; total: number } | undefined;
  failures: DecisionFailure[];
  dismissFailures: () => void;
  /** Counts what was decided here: the list follows these changes at once. */
  generation: number;
}

const DecisionsContext = createContext<Decisions | undefined>(undefined);

/** Lets what is inside decide about anomalies and take it back. */
export const DecisionsProvider = ({ children }: { children: ReactNode }) => {
  const { t } = useMessages();
  const api = useApi(ticketingApiRef);
  const queryClient = useQueryClient();
  const staleReason = useStaleReason();
  const [offer, setOffer] = useState<UndoOffer>();
  const [progress, setProgress] = useState<Decisions['progress']>();
  const [failures, setFailures] = useState<DecisionFailure[]>([]);
  const [generation, setGeneration] = useState(0);

  const apply = useCallback(
    async (
      anomalies: Anomaly[],
      decision: Decision,
    ): Promise<DecisionOutcome> => {
      const total = anomalies.length;
      setProgress({ done: 0, total });
      try {
        if (total > 1) {
          return await decideMany(api, { anomalies, decision }, done =>
            setProgress({ done, total }),
          );
        }
        const outcome = await decideOne(api, anomalies[0], decision);
        queryClient.setQueryData(
          queryKeys.anomaly(anomalies[0].id),
          outcome.updated,
        );
        return outcome;
      } catch (error) {
        const reason =
          statusOf(error) === CONFLICT && total === 1
            ? await staleReason(anomalies[0])
            : messageOf(error);
        const [{ title }] = anomalies;
        return { changed: [], failures: [{ title, reason }] };
      } finally {
        setProgress(undefined);
        setGeneration(count => count + 1);
        // Not awaited: the change itself is done. After a refusal, too: somebody was faster.
        queryClient
          .invalidateQueries({ queryKey: queryKeys.anomalies })
          .catch(() => {
            // The queries themselves show what went wrong.
          });
      }
    },
    [api, queryClient, staleReason],
  );

  const undo = useCallback(
    async (changed: Anomaly[], decision: Decision) => {
      const now = new Date();
      const groups = new Map<string, Anomaly[]>();
      for (const anomaly of changed) {
        const key = JSON.stringify(inverseOf(anomaly, decision, now));
        groups.set(key, [...(groups.get(key) ?? []), anomaly]);
      }
      const failed: DecisionFailure[] = [];
      let count = 0;
      for (const [inverse, anomalies] of groups) {
        const outcome = await apply(anomalies, JSON.parse(inverse));
        failed.push(...outcome.failures);
        count += outcome.changed.length;
      }
      setFailures(failed);
      setOffer(
        count > 0
          ? { message: t('decisions.done.undone', { count }) }
          : undefined,
      );
    },
    [apply, t],
  );

  const decide = useCallback<Decisions['decide']>(
    async (anomalies, decision, message) => {
      setFailures([]);
      const { changed, failures: failed } = await apply(anomalies, decision);
      setFailures(failed);
      if (changed.length > 0) {
        setOffer({
          message: message(changed.length),
          undo: () => undo(changed, decision),
        });
      }
      return failed.length === 0;
    },
    [apply, undo],
  );

  const value = useMemo<Decisions>(
    () => ({
      decide,
      offerUndo: setOffer,
      offer,
      dismissOffer: () => setOffer(undefined),
      progress,
      failures,
      dismissFailures: () => setFailures([]),
      generation,
    }),
    [decide, offer, progress, failures, generation],
  );
  return (
    <DecisionsContext.Provider value={value}>
      {children}
    </DecisionsContext.Provider>
  );
};

/** How to decide about anomalies. */
export function useDecisions(): Decisions {
  const decisions = useContext(DecisionsContext);
  if (!decisions) {
    throw new Error('useDecisions needs a DecisionsProvider around it');
  }
  return decisions;
}
