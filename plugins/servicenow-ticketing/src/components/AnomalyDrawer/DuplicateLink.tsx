import { useLocation } from 'react-router-dom';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { searchWithAnomaly } from '../../hooks/useAnomalyInUrl';
import { servicenowTicketingTranslationRef } from '../../translation';

/** Opens the anomaly that this one repeats. */
export const DuplicateLink = ({ id }: { id: number }) => {
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const { pathname, search } = useLocation();
  return (
    <Link to={`${pathname}${searchWithAnomaly(search, id)}`}>
      {t('drawer.duplicateOfLink', { id: String(id) })}
    </Link>
  );
};
