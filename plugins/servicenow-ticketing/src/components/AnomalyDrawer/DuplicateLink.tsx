import { useLocation } from 'react-router-dom';
import { Link } from '@backstage/core-components';
import { searchWithAnomaly } from '../../hooks/useAnomalyInUrl';
import { useMessages } from '../../hooks/useMessages';

/** Opens the anomaly that this one repeats. */
export const DuplicateLink = ({ id }: { id: number }) => {
  const { t } = useMessages();
  const { pathname, search } = useLocation();
  return (
    <Link to={`${pathname}${searchWithAnomaly(search, id)}`}>
      {t('drawer.duplicateOfLink', { id: String(id) })}
    </Link>
  );
};
