import { ComponentType, useState } from 'react';
import type {
  Delivery,
  DeliveryStatus,
} from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import BlockIcon from '@material-ui/icons/Block';
import CheckIcon from '@material-ui/icons/Check';
import WaitingIcon from '@material-ui/icons/HourglassEmpty';
import WarningIcon from '@material-ui/icons/Warning';
import { useMessages } from '../../hooks/useMessages';
import { RelativeTime } from '../RelativeTime';
import { DeliveryDetails } from './DeliveryDetails';

const useStyles = makeStyles(theme => ({
  root: {
    borderTop: `1px solid ${theme.palette.divider}`,
    padding: theme.spacing(1, 2),
  },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(0.5, 1),
  },
  checkbox: { padding: theme.spacing(0.5) },
  words: { flex: '1 1 260px', minWidth: 0, overflowWrap: 'anywhere' },
  summary: { display: 'flex', alignItems: 'center', gap: theme.spacing(0.5) },
  actions: { whiteSpace: 'nowrap', marginLeft: 'auto' },
}));

const ICONS: Record<DeliveryStatus, ComponentType<SvgIconProps>> = {
  pending: WaitingIcon,
  delivering: WaitingIcon,
  retrying: WaitingIcon,
  delivered: CheckIcon,
  dead: WarningIcon,
  discarded: BlockIcon,
};

const DEAD: DeliveryStatus = 'dead';

interface DeliveryRowProps {
  delivery: Delivery;
  busy: boolean;
  selected: boolean;
  /** What cannot be done is left out. */
  onSelect?: () => void;
  onRetry?: () => void;
  onDiscard?: () => void;
}

/** When and how often it was tried, in one line. */
const Tries = ({ delivery }: { delivery: Delivery }) => {
  const { t } = useMessages();
  return (
    <Typography variant="caption" color="textSecondary" component="div">
      {t('deliveries.asked', {
        ago: <RelativeTime value={delivery.created_at} />,
      })}
      {' · '}
      {t('deliveries.tries', { count: delivery.attempts })}
      {delivery.next_attempt_at && delivery.status !== DEAD && ' · '}
      {delivery.next_attempt_at &&
        delivery.status !== DEAD &&
        t('deliveries.nextTry', {
          when: <RelativeTime value={delivery.next_attempt_at} />,
        })}
      {delivery.settled_at && ' · '}
      {delivery.settled_at && <RelativeTime value={delivery.settled_at} />}
    </Typography>
  );
};

/** One change: what it is, why it waits, when it is tried next and what can be done. */
export const DeliveryRow = (props: DeliveryRowProps) => {
  const { delivery, busy, selected, onSelect, onRetry, onDiscard } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const [isOpen, setOpen] = useState(false);
  const Icon = ICONS[delivery.status];
  const what = delivery.summary;
  const why =
    delivery.last_error ??
    (delivery.status === 'pending' ? t('deliveries.whyPending') : null);
  const showsWhy = !['delivered', 'discarded'].includes(delivery.status);
  return (
    <li className={classes.root} aria-label={what}>
      <div className={classes.bar}>
        {onSelect && (
          <Checkbox
            size="small"
            className={classes.checkbox}
            checked={selected}
            inputProps={{ 'aria-label': t('deliveries.selectWhat', { what }) }}
            onChange={onSelect}
          />
        )}
        <div className={classes.words}>
          <div className={classes.summary}>
            <Icon
              fontSize="small"
              titleAccess={t(`deliveries.status.${delivery.status}`)}
            />
            <Typography variant="body2" component="span" dir="auto">
              {what}
            </Typography>
          </div>
          {showsWhy && why && (
            <Typography variant="body2" color="textSecondary" dir="auto">
              {why}
            </Typography>
          )}
          <Tries delivery={delivery} />
        </div>
        <div className={classes.actions}>
          <Button
            size="small"
            aria-expanded={isOpen}
            aria-label={t('deliveries.detailsWhat', { what })}
            onClick={() => setOpen(!isOpen)}
          >
            {t('deliveries.details')}
          </Button>
          {onRetry && (
            <Button
              size="small"
              disabled={busy}
              aria-label={t('deliveries.retryWhat', { what })}
              onClick={onRetry}
            >
              {t('deliveries.retry')}
            </Button>
          )}
          {onDiscard && (
            <Button
              size="small"
              disabled={busy}
              aria-label={t('deliveries.discardWhat', { what })}
              onClick={onDiscard}
            >
              {t('deliveries.discard')}
            </Button>
          )}
        </div>
      </div>
      {isOpen && <DeliveryDetails id={delivery.id} />}
    </li>
  );
};
