import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CloseIcon from '@material-ui/icons/Close';
import LinkIcon from '@material-ui/icons/Link';
import { useAnomaly } from '../../hooks/useAnomalies';
import { servicenowTicketingTranslationRef } from '../../translation';
import { SeverityLabel } from '../SeverityLabel';
import { StatusLabel } from '../StatusLabel';

const useStyles = makeStyles(theme => ({
  root: {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: theme.palette.background.paper,
    padding: theme.spacing(2, 3),
  },
  bar: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
  buttons: { marginLeft: 'auto', whiteSpace: 'nowrap' },
  // Titles come from tools and may be endless.
  title: {
    margin: 0,
    maxHeight: '4.5em',
    overflowY: 'auto',
    overflowWrap: 'anywhere',
  },
}));

interface DrawerHeaderProps {
  anomalyId: number;
  onClose: () => void;
}

/** What failed, how bad it is, and the way out; stays in sight while the rest scrolls. */
export const DrawerHeader = ({ anomalyId, onClose }: DrawerHeaderProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const alertApi = useApi(alertApiRef);
  const { data: anomaly } = useAnomaly(anomalyId);

  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      alertApi.post({ message: t('drawer.copied'), display: 'transient' });
    } catch {
      alertApi.post({
        message: t('drawer.copyFailed'),
        severity: 'warning',
        display: 'transient',
      });
    }
  };

  return (
    <header className={classes.root}>
      <div className={classes.bar}>
        {anomaly && <SeverityLabel severity={anomaly.severity} />}
        {anomaly && (
          <StatusLabel
            status={anomaly.status}
            resolution={anomaly.resolution}
          />
        )}
        <div className={classes.buttons}>
          <Tooltip title={t('drawer.copyLink')}>
            <IconButton
              size="small"
              aria-label={t('drawer.copyLink')}
              onClick={copyLink}
            >
              <LinkIcon />
            </IconButton>
          </Tooltip>
          <Tooltip title={t('drawer.close')}>
            <IconButton
              size="small"
              aria-label={t('drawer.close')}
              onClick={onClose}
            >
              <CloseIcon />
            </IconButton>
          </Tooltip>
        </div>
      </div>
      {anomaly && (
        <Typography
          variant="h5"
          component="h2"
          className={classes.title}
          dir="auto"
        >
          {anomaly.title.trim() || t('anomaly.untitled')}
        </Typography>
      )}
    </header>
  );
};
