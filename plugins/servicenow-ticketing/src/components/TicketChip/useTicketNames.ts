import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import { useMessages } from '../../hooks/useMessages';

/** The numbers of an anomaly's tickets for use in a sentence; `undefined` when it has none. */
export function useTicketNames(anomaly: Anomaly): string | undefined {
  const { t } = useMessages();
  const names = anomaly.ticket_links.map(
    link => link.ticket_number ?? t('activity.newTicket'),
  );
  return names.length > 0 ? names.join(', ') : undefined;
}
