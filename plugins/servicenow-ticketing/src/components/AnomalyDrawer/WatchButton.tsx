import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Tooltip from '@material-ui/core/Tooltip';
import WatchIcon from '@material-ui/icons/NotificationsNone';
import WatchingIcon from '@material-ui/icons/Notifications';
import { messageOf } from '../../hooks/errors';
import { useSetWatch, useWatch } from '../../hooks/useWatch';
import { useMessages } from '../../hooks/useMessages';

/** Whether the reader hears of an anomaly; nothing until that is known, and for those who are no people. */
export const WatchButton = ({ anomalyId }: { anomalyId: number }) => {
  const { t } = useMessages();
  const alertApi = useApi(alertApiRef);
  const { data } = useWatch(anomalyId);
  const set = useSetWatch(anomalyId);
  if (!data) {
    return null;
  }
  const { watching } = data;
  const toggle = () =>
    set.mutate(!watching, {
      onError: error =>
        alertApi.post({
          message: t('drawer.watchFailed', { message: messageOf(error) }),
          severity: 'error',
          display: 'transient',
        }),
    });
  return (
    <Tooltip title={t(watching ? 'drawer.unwatchHint' : 'drawer.watchHint')}>
      <Button
        size="small"
        aria-pressed={watching}
        startIcon={watching ? <WatchingIcon /> : <WatchIcon />}
        onClick={toggle}
      >
        {t(watching ? 'drawer.watching' : 'drawer.watch')}
      </Button>
    </Tooltip>
  );
};
