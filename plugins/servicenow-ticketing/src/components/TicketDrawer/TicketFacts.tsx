import { ReactNode } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { TicketDetails } from 'backstage-plugin-servicenow-ticketing-common';
import Link from '@material-ui/core/Link';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { rootRouteRef } from '../../routes';
import { useMessages } from '../../hooks/useMessages';
import { RelativeTime } from '../RelativeTime';

const useStyles = makeStyles(theme => ({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(110px, max-content) 1fr',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    '& dt': { color: theme.palette.text.secondary },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
  heading: { marginTop: theme.spacing(2) },
  description: {
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    maxHeight: 240,
    overflowY: 'auto',
  },
  anomalies: { margin: 0, paddingLeft: theme.spacing(2.5) },
}));

const labelOf = (
  choices: { value: string; label: string }[],
  value: string,
): string => choices.find(choice => choice.value === value)?.label ?? value;

/** What ServiceNow says of the ticket now; of the last sync, when it says nothing. */
export const TicketFacts = ({ details }: { details: TicketDetails }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const root = useRouteRef(rootRouteRef)();
  const { ticket, link, choices } = details;
  const time = (value: string | null | undefined) =>
    value && <RelativeTime value={`${value}Z`} />;
  const facts: [label: string, value: ReactNode][] = [
    [t('ticketDrawer.status'), ticket?.status ?? link.status],
    [t('ticketDrawer.priority'), link.priority],
    [
      t('ticketDrawer.levels'),
      ticket?.impact &&
        t('ticketDrawer.levelsValue', {
          impact: labelOf(choices.impact, ticket.impact),
          urgency: labelOf(choices.urgency, ticket.urgency),
        }),
    ],
    [
      t('ticketDrawer.assignedTo'),
      (ticket ?? link).assigned_to ?? t('ticketDrawer.nobody'),
    ],
    [t('ticketDrawer.assignmentGroup'), ticket?.assigned_group],
    [t('ticketDrawer.requester'), ticket?.requester],
    [
      t('ticketDrawer.category'),
      [ticket?.category, ticket?.subcategory].filter(Boolean).join(' / '),
    ],
    [t('ticketDrawer.createdAt'), time(ticket?.created_at)],
    [t('ticketDrawer.updatedAt'), time(ticket?.updated_at)],
    [t('ticketDrawer.resolvedAt'), time(ticket?.resolved_at)],
  ];
  return (
    <section aria-label={t('ticketDrawer.facts')}>
      <Typography variant="h6" component="h3">
        {t('ticketDrawer.facts')}
      </Typography>
      <Typography component="dl" variant="body2" className={classes.facts}>
        {facts
          .filter(([, value]) => value)
          .map(([label, value]) => [
            <dt key={`${label}-label`}>{label}</dt>,
            <dd key={label} dir="auto">
              {value}
            </dd>,
          ])}
      </Typography>
      {ticket?.description && (
        <>
          <Typography
            variant="subtitle2"
            component="h4"
            className={classes.heading}
          >
            {t('ticketDrawer.description')}
          </Typography>
          <Typography
            variant="body2"
            component="div"
            className={classes.description}
            dir="auto"
            // It scrolls, which must be possible without a mouse.
            tabIndex={0}
            role="region"
            aria-label={t('ticketDrawer.description')}
          >
            {ticket.description}
          </Typography>
        </>
      )}
      {details.anomalies.length > 0 && (
        <>
          <Typography
            variant="subtitle2"
            component="h4"
            className={classes.heading}
          >
            {t('ticketDrawer.anomalies')}
          </Typography>
          <ul className={classes.anomalies}>
            {details.anomalies.map(anomaly => (
              <li key={anomaly.id}>
                <Link
                  component={RouterLink}
                  to={`${root}?anomaly=${anomaly.id}`}
                  variant="body2"
                >
                  {anomaly.title}
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
};
