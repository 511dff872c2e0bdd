import { MouseEvent } from 'react';
import { useLocation } from 'react-router-dom';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import AddIcon from '@material-ui/icons/Add';
import { servicenowTicketingTranslationRef } from '../../translation';
import { RelativeTime } from '../RelativeTime';
import { SeverityLabel } from '../SeverityLabel';
import { StatusLabel } from '../StatusLabel';
import { TicketChip } from '../TicketChip';
import { useTableStyles } from './useTableStyles';

export interface AnomalyRowProps {
  anomaly: Anomaly;
  selected: boolean;
  showEntity: boolean;
  canAddTicket: boolean;
  onOpen: (id: number) => void;
  onAddTicket: (anomaly: Anomaly) => void;
}

/** Clicks on links and buttons of a row are theirs, not the row's. */
const isOnControl = (event: MouseEvent) =>
  event.target instanceof Element && event.target.closest('a, button') !== null;

/** The same place with another anomaly open: a real link, so that it opens in a new tab, too. */
function useAnomalyHref(id: number): string {
  const { pathname, search } = useLocation();
  const next = new URLSearchParams(search);
  next.set('anomaly', String(id));
  return `${pathname}?${next}`;
}

const EntityLine = ({ anomaly }: { anomaly: Anomaly }) => {
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const [entityRef] = anomaly.entity_refs;
  return entityRef ? (
    <EntityRefLink entityRef={entityRef} />
  ) : (
    <em>{t('board.table.noEntity')}</em>
  );
};

/** Where it failed: the entity or the dataset, and below it what narrows that down. */
const DatasetCell = (props: { anomaly: Anomaly; showEntity: boolean }) => {
  const { anomaly, showEntity } = props;
  const classes = useTableStyles();
  const origin = [
    showEntity && anomaly.dataset.name,
    anomaly.fields.join(', '),
    anomaly.source_title,
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <>
      <Typography
        variant="body2"
        component="div"
        className={classes.line}
        title={anomaly.dataset.fqn ?? anomaly.dataset.name}
      >
        {showEntity ? <EntityLine anomaly={anomaly} /> : anomaly.dataset.name}
      </Typography>
      <Typography
        variant="body2"
        color="textSecondary"
        className={classes.line}
        title={origin}
      >
        {origin}
      </Typography>
    </>
  );
};

/** One anomaly in two lines: what failed in the tool's own name, and why. */
export const AnomalyRow = (props: AnomalyRowProps) => {
  const { anomaly, showEntity, onOpen, onAddTicket } = props;
  const classes = useTableStyles();
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const href = useAnomalyHref(anomaly.id);
  const title = anomaly.title.trim() || t('anomaly.untitled');

  return (
    <TableRow
      hover
      className={classes.row}
      selected={props.selected}
      onClick={event => {
        if (!isOnControl(event)) {
          onOpen(anomaly.id);
        }
      }}
    >
      <TableCell className={classes.cell}>
        <div className={classes.stack}>
          <SeverityLabel severity={anomaly.severity} />
          <StatusLabel anomaly={anomaly} />
        </div>
      </TableCell>
      <TableCell className={classes.cell}>
        <Link
          to={href}
          className={classes.title}
          title={title}
          variant="body2"
          dir="auto"
        >
          {title}
        </Link>
        <Typography
          variant="body2"
          color="textSecondary"
          className={classes.message}
          title={anomaly.message}
          dir="auto"
        >
          {anomaly.message}
        </Typography>
      </TableCell>
      <TableCell className={`${classes.cell} ${classes.dataset}`}>
        <DatasetCell anomaly={anomaly} showEntity={showEntity} />
      </TableCell>
      <TableCell className={`${classes.cell} ${classes.seen}`}>
        <Typography variant="body2" className={classes.line}>
          <RelativeTime value={anomaly.last_seen_at} />{' '}
          <span
            title={t('board.table.occurrences', {
              count: anomaly.occurrence_count,
            })}
          >
            ×{anomaly.occurrence_count.toLocaleString()}
          </span>
        </Typography>
        <Typography
          variant="body2"
          color="textSecondary"
          className={classes.line}
        >
          {t('board.table.since', {
            when: <RelativeTime value={anomaly.first_seen_at} />,
          })}
        </Typography>
      </TableCell>
      <TableCell className={classes.cell}>
        <div className={classes.chips}>
          {anomaly.ticket_links.map(link => (
            <TicketChip key={link.id} link={link} />
          ))}
          {anomaly.ticket_links.length === 0 && props.canAddTicket && (
            <Button
              size="small"
              startIcon={<AddIcon />}
              aria-label={t('board.table.addTicketFor', { title })}
              onClick={() => onAddTicket(anomaly)}
            >
              {t('board.table.addTicket')}
            </Button>
          )}
        </div>
      </TableCell>
    </TableRow>
  );
};
