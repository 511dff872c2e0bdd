import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  Anomaly,
  TicketSearchItem,
} from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import { messageOf } from '../../hooks/errors';
import { useLinkTicket } from '../../hooks/useAnomalyChanges';
import { useTicketSearch } from '../../hooks/useTickets';
import { servicenowTicketingTranslationRef } from '../../translation';
import { isOpenTicket } from '../TicketChip';

interface SimilarTicketsProps {
  anomaly: Anomaly;
  integrationId: number | undefined;
  onLinked: () => void;
}

/** A name shorter than this finds everything and nothing. */
const SHORTEST_NAME = 3;

/** An open ticket that is not linked yet and whose short description names the dataset, if there is one. */
function pickSimilar(
  anomaly: Anomaly,
  found: TicketSearchItem[],
): TicketSearchItem | undefined {
  const linked = new Set(anomaly.ticket_links.map(link => link.ticket_id));
  return found.find(
    ticket => isOpenTicket(ticket) && !linked.has(ticket.ticket_id),
  );
}

/** Warns before a second ticket about the same thing, and offers the first one. */
export const SimilarTickets = (props: SimilarTicketsProps) => {
  const { anomaly, integrationId, onLinked } = props;
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const alertApi = useApi(alertApiRef);
  const link = useLinkTicket(anomaly.id);
  const name = anomaly.dataset.name.trim();
  const search = useTicketSearch(name, {
    enabled: name.length >= SHORTEST_NAME,
    integrationId,
  });

  const linked = anomaly.ticket_links.find(isOpenTicket);
  const similar = pickSimilar(anomaly, search.data?.items ?? []);

  if (linked) {
    return (
      <Alert severity="warning">
        {t('tickets.create.alreadyLinked', {
          number: linked.ticket_number ?? t('activity.newTicket'),
          title: linked.title,
        })}
      </Alert>
    );
  }
  if (!similar) {
    return null;
  }
  const number = similar.ticket_number;
  const linkInstead = () =>
    link.mutate(
      { ticket_id: similar.ticket_id, integration_id: integrationId },
      {
        onSuccess: () => {
          alertApi.post({
            message: t('tickets.link.done', { number }),
            severity: 'success',
            display: 'transient',
          });
          onLinked();
        },
      },
    );
  return (
    <Alert
      severity="info"
      action={
        <Button
          color="inherit"
          size="small"
          disabled={link.isPending}
          onClick={linkInstead}
        >
          {t('tickets.create.linkInstead')}
        </Button>
      }
    >
      {t('tickets.create.similar', { number, title: similar.title })}
      {link.error && (
        <div role="alert">
          {t('tickets.create.linkInsteadFailed', {
            number,
            message: messageOf(link.error),
          })}
        </div>
      )}
    </Alert>
  );
};
