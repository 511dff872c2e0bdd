import { useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { InfoCard } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import type {
  EntityTicket,
  EntityTicketType,
  ListEntityTicketsResponse,
  TicketStateGroup,
} from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import Link from '@material-ui/core/Link';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { messageOf } from '../../hooks/errors';
import { QueryProvider } from '../../hooks/QueryProvider';
import {
  useEntityTickets,
  useEntityTicketsSummary,
} from '../../hooks/useLinkedTickets';
import { rootRouteRef } from '../../routes';
import { useMessages } from '../../hooks/useMessages';
import { PickOne } from '../PickOne';
import { RelativeTime } from '../RelativeTime';
import { SafeLink } from '../SafeLink';
import { TicketStateLabel } from '../TicketChip';

/** Tickets the card shows at once. */
const SIZE = 5;

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(1),
  },
  list: { listStyle: 'none', margin: 0, padding: 0, minHeight: 80 },
  item: {
    padding: theme.spacing(1, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    '&:first-child': { borderTop: 0 },
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
  },
  title: { overflowWrap: 'anywhere' },
  pages: { display: 'flex', justifyContent: 'flex-end' },
}));

const TicketItem = ({ ticket }: { ticket: EntityTicket }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const root = useRouteRef(rootRouteRef)();
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <SafeLink
          url={ticket.url}
          label={t('tickets.linked.viewNumber', {
            number: ticket.ticket_number,
          })}
        >
          {ticket.ticket_number}
        </SafeLink>
        <TicketStateLabel ticket={ticket} />
        <Typography variant="caption" color="textSecondary">
          {[ticket.priority, ticket.assigned_to].filter(Boolean).join(' · ')}
          {ticket.opened_at && ' · '}
          {ticket.opened_at &&
            t('ticketLists.card.opened', {
              ago: <RelativeTime value={ticket.opened_at} />,
            })}
        </Typography>
      </div>
      <Typography variant="body2" className={classes.title} dir="auto">
        {ticket.link_id === null ? (
          ticket.title
        ) : (
          <Link
            component={RouterLink}
            to={`${root}/tickets?ticket=${ticket.link_id}`}
          >
            {ticket.title}
          </Link>
        )}
      </Typography>
    </li>
  );
};

/** How many are open, by state and by priority. */
const SummaryLine = ({ entityRef }: { entityRef: string }) => {
  const { t } = useMessages();
  const { data } = useEntityTicketsSummary(entityRef);
  if (!data) {
    return null;
  }
  const lines = [
    { title: t('ticketLists.card.states'), counts: data.by_state },
    { title: t('ticketLists.card.priorities'), counts: data.by_priority },
  ].filter(({ counts }) => counts.length > 0);
  return (
    <>
      {lines.map(({ title, counts }) => (
        <Typography
          key={title}
          variant="caption"
          color="textSecondary"
          component="p"
        >
          {`${title} `}
          {counts
            .map(({ label, count }) =>
              t('ticketLists.card.byState', { label, number: String(count) }),
            )
            .join(' · ')}
        </Typography>
      ))}
      {data.freshness.message && data.freshness.as_of && (
        <Alert severity="info">
          {t('ticketLists.recovery.stale', {
            ago: <RelativeTime value={data.freshness.as_of} />,
            reason: data.freshness.message,
          })}
        </Alert>
      )}
    </>
  );
};

const TicketList = (props: {
  list: ListEntityTicketsResponse;
  state: TicketStateGroup;
}) => {
  const { list, state } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const none = () => {
    if (list.sources.length === 0) {
      return list.warning ?? t('ticketLists.card.unknown');
    }
    return state === 'open'
      ? t('ticketLists.card.none')
      : t('ticketLists.card.noneAtAll');
  };
  return (
    <>
      {list.warning && list.sources.length > 0 && (
        <Alert severity="info">{list.warning}</Alert>
      )}
      {list.items.length === 0 && (
        <Typography variant="body2" color="textSecondary">
          {none()}
        </Typography>
      )}
      <ul className={classes.list}>
        {list.items.map(ticket => (
          <TicketItem key={ticket.ticket_id} ticket={ticket} />
        ))}
      </ul>
    </>
  );
};

const CardContent = ({ entityRef }: { entityRef: string }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const [type, setType] = useState<EntityTicketType>('incident');
  const [state, setState] = useState<TicketStateGroup>('open');
  const [page, setPage] = useState(1);
  const tickets = useEntityTickets(entityRef, {
    type,
    state,
    page,
    size: SIZE,
  });
  const retry = () => {
    tickets.refetch().catch(() => {
      // Shown right here.
    });
  };
  return (
    <>
      <div className={classes.bar}>
        <PickOne
          id="entity-tickets-type"
          label={t('ticketLists.card.type')}
          options={[
            { value: 'incident', label: t('ticketLists.card.incidents') },
            { value: 'change_request', label: t('ticketLists.card.changes') },
          ]}
          value={type}
          onChange={value => {
            setType(value);
            setPage(1);
          }}
        />
        <PickOne
          id="entity-tickets-state"
          label={t('ticketLists.card.state')}
          options={[
            { value: 'open', label: t('ticketLists.card.openOnly') },
            { value: 'all', label: t('ticketLists.card.all') },
          ]}
          value={state}
          onChange={value => {
            setState(value as TicketStateGroup);
            setPage(1);
          }}
        />
      </div>
      <SummaryLine entityRef={entityRef} />
      {tickets.error && (
        <Alert
          severity="warning"
          action={
            <Button color="inherit" size="small" onClick={retry}>
              {t('ticketLists.card.retry')}
            </Button>
          }
        >
          {t('ticketLists.card.failed', { message: messageOf(tickets.error) })}
        </Alert>
      )}
      {!tickets.data && !tickets.error && (
        <Skeleton variant="rect" height={120} />
      )}
      {tickets.data && <TicketList list={tickets.data} state={state} />}
      {tickets.data && tickets.data.pages > 1 && (
        <div className={classes.pages}>
          <Button
            size="small"
            disabled={page <= 1}
            onClick={() => setPage(page - 1)}
          >
            {t('ticketLists.card.newer')}
          </Button>
          <Button
            size="small"
            disabled={page >= tickets.data.pages}
            onClick={() => setPage(page + 1)}
          >
            {t('ticketLists.card.older')}
          </Button>
        </div>
      )}
    </>
  );
};

/** The ServiceNow incidents and changes of an entity, open ones first. */
export const EntityServicenowTicketsCard = () => {
  const { t } = useMessages();
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  return (
    <InfoCard title={t('ticketLists.card.title')}>
      <QueryProvider>
        <CardContent key={entityRef} entityRef={entityRef} />
      </QueryProvider>
    </InfoCard>
  );
};
