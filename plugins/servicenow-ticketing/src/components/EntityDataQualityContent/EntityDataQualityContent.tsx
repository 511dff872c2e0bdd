import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { QueryProvider } from '../../hooks/QueryProvider';
import { AnomalyBoard } from '../AnomalyBoard';
import { TicketDrawerInUrl } from '../TicketDrawer';

/** The anomalies of the entity whose page this is. */
export const EntityDataQualityContent = () => {
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  // Nothing of one entity may be seen on the page of another, not even while it loads.
  return (
    <QueryProvider key={entityRef}>
      <AnomalyBoard entityRef={entityRef} />
      <TicketDrawerInUrl />
    </QueryProvider>
  );
};
