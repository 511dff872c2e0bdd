import { useCallback } from 'react';
import type {
  Activity,
  Anomaly,
  Resolution,
} from 'backstage-plugin-servicenow-ticketing-common';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { personName } from '../personName';

/** Says entries of the timeline in words: who did what. */
export function useActivityWords() {
  const { t } = useMessages();
  const { dateTime } = useFormats();
  return useCallback(
    (entry: Activity, anomaly: Anomaly): string => {
      const actor =
        entry.actor_name ??
        (entry.actor && personName(entry.actor)) ??
        (anomaly.source_title || t('activity.source'));
      switch (entry.kind) {
        case 'status':
          if (entry.to_status === 'Archived') {
            return t('activity.kind.archived', {
              actor,
              resolution: entry.resolution
                ? t(`anomaly.resolution.${entry.resolution as Resolution}`)
                : '',
            });
          }
          return entry.to_status === 'Acknowledged'
            ? t('activity.kind.acknowledged', { actor })
            : t('activity.kind.activated', { actor });
        case 'assigned':
          return entry.body
            ? t('activity.assignedTo', { actor, name: personName(entry.body) })
            : t('activity.unassigned', { actor });
        case 'snoozed':
          return entry.body
            ? t('activity.snoozedUntil', {
                actor,
                when: dateTime(entry.body),
              })
            : t('activity.woken', { actor });
        case 'comment':
          return entry.deleted
            ? t('activity.deletedComment', { actor })
            : t('activity.kind.comment', { actor });
        case 'ticket_changed':
          return entry.body
            ? t('activity.ticketChanged', { actor, what: entry.body })
            : t('activity.kind.ticket_changed', { actor });
        case 'ticket_comment':
          return entry.ticket_number
            ? t('activity.ticketComment', {
                actor,
                ticket: entry.ticket_number,
              })
            : t('activity.kind.ticket_comment', { actor });
        default:
          return t(`activity.kind.${entry.kind}`, { actor });
      }
    },
    [dateTime, t],
  );
}

/** Kinds whose body the sentence says already. */
export const SAID_IN_WORDS: Activity['kind'][] = [
  'assigned',
  'snoozed',
  'ticket_changed',
];
