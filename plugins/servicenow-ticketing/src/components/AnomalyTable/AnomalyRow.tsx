import { MouseEvent, memo } from 'react';
import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import AddIcon from '@material-ui/icons/Add';
import { useMessages } from '../../hooks/useMessages';
import { SeverityLabel } from '../SeverityLabel';
import { StatusLabel } from '../StatusLabel';
import { TicketChip } from '../TicketChip';
import { DatasetCell, SeenCell } from './RowDetails';
import { RowLink } from './RowLink';
import { useTableStyles } from './useTableStyles';

/** What all rows share; the same object for as long as possible, so that rows need not be drawn anew. */
export interface RowContext {
  showEntity: boolean;
  canSelect: boolean;
  canAddTicket: boolean;
  hrefOf: (id: number) => string;
  entityHref: (entityRef: string) => string;
  onOpen: (id: number) => void;
  onFollow: (href: string) => void;
  onToggle: (id: number, isRange: boolean) => void;
  onAddTicket: (anomaly: Anomaly) => void;
}

interface AnomalyRowProps {
  anomaly: Anomaly;
  isOpen: boolean;
  isSelected: boolean;
  context: RowContext;
}

/** Clicks on links and controls of a row are theirs, not the row's. */
const isOnControl = (event: MouseEvent) =>
  event.target instanceof Element &&
  event.target.closest('a, button, input, label') !== null;

/** One anomaly in two lines: what failed in the tool's own name, and why. */
export const AnomalyRow = memo((props: AnomalyRowProps) => {
  const { anomaly, context, isSelected } = props;
  const classes = useTableStyles();
  const { t } = useMessages();
  const title = anomaly.title.trim() || t('anomaly.untitled');
  const { id } = anomaly;

  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- keys use the link in it
    <div
      role="row"
      className={`${classes.row} ${classes.item} ${
        context.canSelect ? '' : classes.withoutSelection
      }`}
      data-open={props.isOpen || undefined}
      data-selected={isSelected || undefined}
      onClick={event => {
        if (!isOnControl(event)) {
          // So that the focus has a place to come back to.
          event.currentTarget.querySelector('a')?.focus();
          context.onOpen(id);
        }
      }}
    >
      {context.canSelect && (
        <div role="cell">
          <input
            type="checkbox"
            className={classes.checkbox}
            aria-label={t('board.table.select', { title })}
            checked={isSelected}
            onChange={event =>
              context.onToggle(
                id,
                (event.nativeEvent as unknown as MouseEvent).shiftKey,
              )
            }
          />
        </div>
      )}
      <div role="cell" className={classes.state}>
        <SeverityLabel severity={anomaly.severity} />
        <StatusLabel status={anomaly.status} resolution={anomaly.resolution} />
      </div>
      <div role="cell">
        <RowLink
          href={context.hrefOf(id)}
          className={`${classes.link} ${classes.title}`}
          title={title}
          onFollow={() => context.onOpen(id)}
        >
          {title}
        </RowLink>
        <div className={classes.message} title={anomaly.message} dir="auto">
          {anomaly.message}
        </div>
      </div>
      <div role="cell">
        <DatasetCell
          anomaly={anomaly}
          showEntity={context.showEntity}
          entityHref={context.entityHref}
          onFollow={context.onFollow}
        />
      </div>
      <div role="cell">
        <SeenCell anomaly={anomaly} />
      </div>
      <div role="cell" className={classes.chips}>
        {anomaly.ticket_links.map(link => (
          <TicketChip key={link.id} link={link} />
        ))}
        {anomaly.ticket_links.length === 0 && context.canAddTicket && (
          <Button
            size="small"
            startIcon={<AddIcon />}
            aria-label={t('board.table.addTicketFor', { title })}
            onClick={() => context.onAddTicket(anomaly)}
          >
            {t('board.table.addTicket')}
          </Button>
        )}
      </div>
    </div>
  );
});
