import { useState } from 'react';
import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import type { TicketLink } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import Paper from '@material-ui/core/Paper';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import UnlinkIcon from '@material-ui/icons/LinkOff';
import CopyIcon from '@material-ui/icons/FileCopyOutlined';
import SyncIcon from '@material-ui/icons/Sync';
import { messageOf } from '../../hooks/errors';
import { useSyncTicket, useUnlinkTicket } from '../../hooks/useAnomalyChanges';
import { useTicketInUrl } from '../../hooks/useTicketInUrl';
import { useTicketingPermissions } from '../../hooks/useTicketingPermissions';
import { useMessages } from '../../hooks/useMessages';
import { ConfirmDialog } from '../ConfirmDialog';
import { RelativeTime } from '../RelativeTime';
import { SafeLink } from '../SafeLink';
import { useCopy } from '../SideDrawer';
import { TicketChip } from '../TicketChip';
import { TicketSyncState } from './TicketSyncState';
import { TicketTrouble } from './TicketTrouble';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(1, 1.5) },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
  },
  buttons: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    marginLeft: 'auto',
  },
  title: { overflowWrap: 'anywhere', marginTop: theme.spacing(0.5) },
}));

/** Who works on it, how urgent it is and how fresh this knowledge is. */
const TicketFacts = ({ link }: { link: TicketLink }) => {
  const { t } = useMessages();
  return (
    <Typography variant="caption" color="textSecondary">
      {link.priority &&
        `${t('tickets.linked.priority', { priority: link.priority })} · `}
      {link.assigned_to
        ? t('tickets.linked.assignedTo', { name: link.assigned_to })
        : t('tickets.linked.unassigned')}
      {' · '}
      {link.last_synced_at
        ? t('tickets.linked.synced', {
            ago: <RelativeTime value={link.last_synced_at} />,
          })
        : t('tickets.linked.neverSynced')}
    </Typography>
  );
};

/** One linked ticket: what ServiceNow last said of it, and what can be done with it. */
export const LinkedTicket = ({ link }: { link: TicketLink }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const alertApi = useApi(alertApiRef);
  const { canLinkTicket } = useTicketingPermissions(link.anomaly_id);
  const copy = useCopy();
  const [unlinking, setUnlinking] = useState(false);
  const sync = useSyncTicket(link.anomaly_id);
  const unlink = useUnlinkTicket(link.anomaly_id);
  const { open } = useTicketInUrl();
  const number = link.ticket_number ?? t('tickets.linked.theTicket');

  const say = (message: string, severity: 'error' | 'success') =>
    alertApi.post({ message, severity, display: 'transient' });
  const syncNow = () =>
    sync.mutate(link.id, {
      onError: error =>
        say(
          t('tickets.linked.syncFailed', { number, message: messageOf(error) }),
          'error',
        ),
    });
  const unlinkNow = () => {
    setUnlinking(false);
    unlink.mutate(link.id, {
      onSuccess: () => say(t('tickets.linked.unlinked', { number }), 'success'),
      onError: error =>
        say(
          t('tickets.linked.unlinkFailed', {
            number,
            message: messageOf(error),
          }),
          'error',
        ),
    });
  };

  return (
    <Paper
      component="li"
      variant="outlined"
      className={classes.root}
      aria-label={number}
    >
      <div className={classes.bar}>
        <TicketChip link={link} />
        <div className={classes.buttons}>
          <SafeLink
            url={link.url}
            label={t('tickets.linked.viewNumber', { number })}
          >
            {t('tickets.linked.view')}
          </SafeLink>
          {link.ticket_id && (
            <Button
              size="small"
              aria-label={t('tickets.linked.detailsNumber', { number })}
              onClick={() => open(link.id)}
            >
              {t('tickets.linked.details')}
            </Button>
          )}
          {link.ticket_number && (
            <Tooltip title={t('ticketDrawer.copyNumber')}>
              <IconButton
                size="small"
                aria-label={t('tickets.linked.copyNumber', { number })}
                onClick={() =>
                  copy(number, t('tickets.linked.copied', { number }))
                }
              >
                <CopyIcon fontSize="small" />
              </IconButton>
            </Tooltip>
          )}
          {link.ticket_id && (
            <Tooltip title={t('tickets.linked.sync')}>
              <span>
                <IconButton
                  size="small"
                  aria-label={t('tickets.linked.syncNumber', { number })}
                  disabled={sync.isPending}
                  onClick={syncNow}
                >
                  <SyncIcon fontSize="small" />
                </IconButton>
              </span>
            </Tooltip>
          )}
          {canLinkTicket && (
            <Tooltip title={t('tickets.linked.unlink')}>
              <span>
                <IconButton
                  size="small"
                  aria-label={t('tickets.linked.unlinkNumber', { number })}
                  disabled={unlink.isPending}
                  onClick={() => setUnlinking(true)}
                >
                  <UnlinkIcon fontSize="small" />
                </IconButton>
              </span>
            </Tooltip>
          )}
        </div>
      </div>
      <Typography variant="body2" className={classes.title} dir="auto">
        {link.title}
      </Typography>
      <TicketFacts link={link} />
      <TicketTrouble link={link} />
      <TicketSyncState link={link} />
      <ConfirmDialog
        open={unlinking}
        title={t('tickets.linked.unlinkTitle', { number })}
        text={t('tickets.linked.unlinkText')}
        cancelLabel={t('tickets.linked.cancel')}
        confirmLabel={t('tickets.linked.unlink')}
        onCancel={() => setUnlinking(false)}
        onConfirm={unlinkNow}
      />
    </Paper>
  );
};
