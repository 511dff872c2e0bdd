import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import CopyIcon from '@material-ui/icons/FileCopyOutlined';
import LinkIcon from '@material-ui/icons/Link';
import { useTicketDetails } from '../../hooks/useLinkedTickets';
import { servicenowTicketingTranslationRef } from '../../translation';
import { SafeLink } from '../SafeLink';
import { TicketChip } from '../TicketChip';

const useStyles = makeStyles(theme => ({
  root: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: theme.palette.background.paper,
    padding: theme.spacing(2, 3),
  },
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
  },
  buttons: { marginLeft: 'auto', whiteSpace: 'nowrap' },
  // Titles come from ServiceNow and may be endless.
  title: {
    margin: theme.spacing(1, 0, 0),
    maxHeight: '4.5em',
    overflowY: 'auto',
    overflowWrap: 'anywhere',
  },
}));

interface TicketHeaderProps {
  linkId: number;
  onClose: () => void;
}

/** Which ticket it is, and the ways out; stays in sight while the rest scrolls. */
export const TicketHeader = ({ linkId, onClose }: TicketHeaderProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const alertApi = useApi(alertApiRef);
  const { data: details } = useTicketDetails(linkId);
  const number = details?.link.ticket_number;

  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text);
      alertApi.post({
        message: t('ticketDrawer.copied'),
        display: 'transient',
      });
    } catch {
      alertApi.post({
        message: t('ticketDrawer.copyFailed'),
        severity: 'warning',
        display: 'transient',
      });
    }
  };

  return (
    <header className={classes.root}>
      <div className={classes.bar}>
        {details && <TicketChip link={details.link} />}
        {details && (
          <SafeLink url={details.link.url}>{t('ticketDrawer.view')}</SafeLink>
        )}
        <div className={classes.buttons}>
          {number && (
            <Button
              size="small"
              startIcon={<CopyIcon fontSize="small" />}
              onClick={() => copy(number)}
            >
              {t('ticketDrawer.copyNumber')}
            </Button>
          )}
          <Tooltip title={t('ticketDrawer.copyLink')}>
            <IconButton
              size="small"
              aria-label={t('ticketDrawer.copyLink')}
              onClick={() => copy(window.location.href)}
            >
              <LinkIcon />
            </IconButton>
          </Tooltip>
          <Tooltip title={t('ticketDrawer.close')}>
            <IconButton
              size="small"
              aria-label={t('ticketDrawer.close')}
              onClick={onClose}
            >
              <CloseIcon />
            </IconButton>
          </Tooltip>
        </div>
      </div>
      {details && (
        <Typography
          variant="h5"
          component="h2"
          className={classes.title}
          dir="auto"
        >
          {(details.ticket ?? details.link).title}
        </Typography>
      )}
    </header>
  );
};
