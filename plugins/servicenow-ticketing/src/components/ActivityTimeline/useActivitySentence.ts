import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  Activity,
  Anomaly,
} from 'backstage-plugin-servicenow-ticketing-common';
import { servicenowTicketingTranslationRef } from '../../translation';

/** Says one entry of the timeline in words: who did what. */
export function useActivitySentence(entry: Activity, anomaly: Anomaly): string {
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const actor =
    entry.actor_name ??
    entry.actor ??
    (anomaly.source_title || t('activity.source'));

  if (entry.kind !== 'status') {
    return t(`activity.kind.${entry.kind}`, { actor });
  }
  if (entry.to_status === 'Archived') {
    return t('activity.kind.archived', {
      actor,
      resolution: entry.resolution ?? '',
    });
  }
  return entry.to_status === 'Acknowledged'
    ? t('activity.kind.acknowledged', { actor })
    : t('activity.kind.activated', { actor });
}
