import { useCallback } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import { ticketingApiRef } from '../../apis';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { useActivityWords } from '../ActivityTimeline';

/** Says who changed an anomaly in the meantime, and what to do. */
export function useStaleReason() {
  const { t } = useMessages();
  const api = useApi(ticketingApiRef);
  const { relativeTime } = useFormats();
  const sentenceOf = useActivityWords();
  return useCallback(
    async (anomaly: Anomaly): Promise<string> => {
      try {
        const { items } = await api.listActivity(anomaly.id, { size: 1 });
        return items.length === 0
          ? t('decisions.stale')
          : t('decisions.staleBy', {
              what: sentenceOf(items[0], anomaly),
              when: relativeTime(items[0].created_at),
            });
      } catch {
        return t('decisions.stale');
      }
    },
    [api, relativeTime, sentenceOf, t],
  );
}
