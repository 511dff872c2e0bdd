import Box from '@material-ui/core/Box';
import Skeleton from '@material-ui/lab/Skeleton';
import { useMessages } from '../../hooks/useMessages';

/** Stands where the anomaly will. */
export const DrawerSkeleton = () => {
  const { t } = useMessages();
  return (
    <Box px={3} role="status" aria-label={t('drawer.loading')}>
      <Skeleton height={48} width="40%" />
      <Skeleton width="90%" />
      <Skeleton width="70%" />
      <Skeleton variant="rect" height={120} />
    </Box>
  );
};
