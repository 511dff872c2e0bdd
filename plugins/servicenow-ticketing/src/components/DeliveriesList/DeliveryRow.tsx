import { ComponentType } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  Delivery,
  DeliveryStatus,
} from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import { SvgIconProps } from '@material-ui/core/SvgIcon';
import TableCell from '@material-ui/core/TableCell';
import TableRow from '@material-ui/core/TableRow';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import BlockIcon from '@material-ui/icons/Block';
import CheckIcon from '@material-ui/icons/Check';
import WaitingIcon from '@material-ui/icons/HourglassEmpty';
import WarningIcon from '@material-ui/icons/Warning';
import { servicenowTicketingTranslationRef } from '../../translation';
import { RelativeTime } from '../RelativeTime';

const useStyles = makeStyles(theme => ({
  state: { display: 'flex', alignItems: 'center', gap: theme.spacing(0.5) },
  text: { overflowWrap: 'anywhere' },
  actions: { whiteSpace: 'nowrap' },
}));

const ICONS: Record<DeliveryStatus, ComponentType<SvgIconProps>> = {
  pending: WaitingIcon,
  delivering: WaitingIcon,
  retrying: WaitingIcon,
  delivered: CheckIcon,
  dead: WarningIcon,
  discarded: BlockIcon,
};

/** States in which a person can still do something about a delivery. */
const UNSETTLED: DeliveryStatus[] = ['pending', 'retrying', 'dead'];

interface DeliveryRowProps {
  delivery: Delivery;
  busy: boolean;
  onRetry: () => void;
  onDiscard: () => void;
}

/** One change: what it is, why it waits and what can be done. */
export const DeliveryRow = (props: DeliveryRowProps) => {
  const { delivery, busy, onRetry, onDiscard } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const Icon = ICONS[delivery.status];
  const isUnsettled = UNSETTLED.includes(delivery.status);
  return (
    <TableRow>
      <TableCell className={classes.text}>{delivery.summary}</TableCell>
      <TableCell>
        <span className={classes.state}>
          <Icon fontSize="small" aria-hidden />
          {t(`deliveries.status.${delivery.status}`)}
          {isUnsettled && delivery.next_attempt_at && (
            <Typography variant="caption" color="textSecondary">
              {t('deliveries.nextTry', {
                when: <RelativeTime value={delivery.next_attempt_at} />,
              })}
            </Typography>
          )}
        </span>
        {isUnsettled && delivery.last_error && (
          <Typography
            variant="caption"
            color="textSecondary"
            className={classes.text}
          >
            {delivery.last_error}
          </Typography>
        )}
      </TableCell>
      <TableCell>{delivery.attempts}</TableCell>
      <TableCell>
        <RelativeTime value={delivery.created_at} />
      </TableCell>
      <TableCell className={classes.actions}>
        {isUnsettled && (
          <>
            <Button
              size="small"
              disabled={busy}
              aria-label={t('deliveries.retryWhat', { what: delivery.summary })}
              onClick={onRetry}
            >
              {t('deliveries.retry')}
            </Button>
            <Button
              size="small"
              disabled={busy}
              aria-label={t('deliveries.discardWhat', {
                what: delivery.summary,
              })}
              onClick={onDiscard}
            >
              {t('deliveries.discard')}
            </Button>
          </>
        )}
      </TableCell>
    </TableRow>
  );
};
