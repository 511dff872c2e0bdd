import type {
  Anomaly,
  Resolution,
} from 'backstage-plugin-servicenow-ticketing-common';
import { useMessages } from '../../hooks/useMessages';

/** What archiving will do in ServiceNow, said before it happens. */
export function useConsequence(
  anomalies: Anomaly[],
  resolution: Resolution,
): string {
  const { t } = useMessages();
  const tickets = [
    ...new Set(
      anomalies.flatMap(anomaly =>
        anomaly.ticket_links.map(
          link => link.ticket_number ?? t('activity.newTicket'),
        ),
      ),
    ),
  ].join(', ');
  if (!tickets) {
    return t('decisions.archiveDialog.noTickets');
  }
  return resolution === 'Resolved'
    ? t('decisions.archiveDialog.willResolve', { tickets })
    : t('decisions.archiveDialog.willNote', { tickets });
}
