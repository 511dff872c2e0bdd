import { lazy, Suspense } from 'react';

const AnomalyDrawer = lazy(() =>
  import('../AnomalyDrawer').then(m => ({ default: m.AnomalyDrawer })),
);

interface LazyAnomalyDrawerProps {
  anomalyId: number;
  onClose: () => void;
}

/** The drawer, whose code is read when the first one opens. */
export const LazyAnomalyDrawer = (props: LazyAnomalyDrawerProps) => (
  <Suspense fallback={null}>
    <AnomalyDrawer {...props} />
  </Suspense>
);
