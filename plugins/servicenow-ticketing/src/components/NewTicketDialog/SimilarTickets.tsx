import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import type {
  Anomaly,
  SimilarTicket,
} from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { messageOf } from '../../hooks/errors';
import { useLinkTicket } from '../../hooks/useAnomalyChanges';
import { useSimilarTickets } from '../../hooks/useLinkedTickets';
import { useMessages } from '../../hooks/useMessages';
import { SafeLink } from '../SafeLink';
import { isOpenTicket } from '../TicketChip';

const useStyles = makeStyles(theme => ({
  title: { overflowWrap: 'anywhere' },
  link: { margin: theme.spacing(0.5, 0, 0, -0.5) },
}));

interface SimilarTicketsProps {
  anomaly: Anomaly;
  integrationId: number;
  canLink: boolean;
  onLinked: () => void;
}

/** One open ticket about the same thing, and the way to take it instead of a second one. */
const SimilarOne = (
  props: SimilarTicketsProps & { similar: SimilarTicket },
) => {
  const { anomaly, similar, canLink, onLinked } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const alertApi = useApi(alertApiRef);
  const link = useLinkTicket(anomaly.id);
  const number = similar.ticket_number;
  const linkInstead = () =>
    link.mutate(
      {
        ticket_id: similar.ticket_id,
        integration_id: similar.integration_id,
        table: similar.table,
      },
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
    <Alert severity="info">
      <span className={classes.title} dir="auto">
        {t(`tickets.create.similarTo.${similar.reason}`, {
          number,
          title: similar.title,
        })}
      </span>{' '}
      <SafeLink
        url={similar.url}
        label={t('tickets.linked.viewNumber', { number })}
      >
        {t('tickets.linked.view')}
      </SafeLink>
      {canLink && (
        <div>
          <Button
            className={classes.link}
            color="inherit"
            size="small"
            disabled={link.isPending}
            onClick={linkInstead}
          >
            {t('tickets.create.linkInstead')}
          </Button>
        </div>
      )}
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

/** Warns before a second ticket about the same thing, and offers the first one. */
export const SimilarTickets = (props: SimilarTicketsProps) => {
  const { anomaly, integrationId } = props;
  const { t } = useMessages();
  // It comes when it comes: the form does not wait for it.
  const { data } = useSimilarTickets(anomaly.id, integrationId);

  const linked = anomaly.ticket_links.find(isOpenTicket);
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
  const known = new Set(anomaly.ticket_links.map(link => link.ticket_id));
  const similar = data?.items.find(ticket => !known.has(ticket.ticket_id));
  return similar ? <SimilarOne {...props} similar={similar} /> : null;
};
