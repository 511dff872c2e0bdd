import Button from '@material-ui/core/Button';
import CopyIcon from '@material-ui/icons/FileCopyOutlined';
import SearchIcon from '@material-ui/icons/Search';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { statusOf } from '../../hooks/errors';
import { useTicketDetails } from '../../hooks/useLinkedTickets';
import { useMessages } from '../../hooks/useMessages';
import { TicketSyncState, TicketTrouble } from '../LinkedTickets';
import { LoadError } from '../LoadError';
import { SafeLink } from '../SafeLink';
import { SideDrawer, useCopy } from '../SideDrawer';
import { StateMessage } from '../StateMessage';
import { TicketChip } from '../TicketChip';
import { TicketActions } from './TicketActions';
import { TicketDiscussion } from './TicketDiscussion';
import { TicketFacts } from './TicketFacts';
import { TicketRelated } from './TicketRelated';

const NOT_FOUND = 404;

interface TicketDrawerProps {
  linkId: number;
  onClose: () => void;
}

const DrawerBody = ({ linkId }: { linkId: number }) => {
  const { t } = useMessages();
  const { data: details, error, refetch } = useTicketDetails(linkId);
  if (details) {
    return (
      <>
        {details.unavailable && (
          <Alert severity="warning">
            {t('ticketDrawer.unavailable', { reason: details.unavailable })}
          </Alert>
        )}
        <TicketTrouble link={details.link} />
        <TicketSyncState link={details.link} />
        <TicketActions details={details} />
        <TicketFacts details={details} />
        <TicketDiscussion linkId={linkId} />
        <TicketRelated linkId={linkId} />
      </>
    );
  }
  if (statusOf(error) === NOT_FOUND) {
    return (
      <StateMessage
        icon={<SearchIcon />}
        title={t('ticketDrawer.notFoundTitle')}
        text={t('ticketDrawer.notFoundText')}
      />
    );
  }
  if (error) {
    return (
      <LoadError
        error={error}
        title={t('ticketDrawer.errorTitle')}
        onRetry={() => {
          refetch().catch(() => {
            // Shown right here.
          });
        }}
      />
    );
  }
  return (
    <div aria-busy>
      <Skeleton height={40} />
      <Skeleton variant="rect" height={160} />
      <Skeleton variant="rect" height={240} />
    </div>
  );
};

/** Everything about one ticket as ServiceNow shows it now, and what can be done with it. */
export const TicketDrawer = ({ linkId, onClose }: TicketDrawerProps) => {
  const { t } = useMessages();
  const copy = useCopy();
  const { data: details } = useTicketDetails(linkId);
  const number = details?.link.ticket_number;
  return (
    <SideDrawer
      label={t('ticketDrawer.label')}
      lead={
        details && (
          <>
            <TicketChip link={details.link} />
            <SafeLink url={details.link.url}>{t('ticketDrawer.view')}</SafeLink>
          </>
        )
      }
      title={details && (details.ticket ?? details.link).title}
      actions={
        number && (
          <Button
            size="small"
            startIcon={<CopyIcon fontSize="small" />}
            onClick={() => copy(number, t('tickets.linked.copied', { number }))}
          >
            {t('ticketDrawer.copyNumber')}
          </Button>
        )
      }
      onClose={onClose}
    >
      <DrawerBody linkId={linkId} />
    </SideDrawer>
  );
};
