import { Suspense, lazy } from 'react';
import { useTicketInUrl } from '../../hooks/useTicketInUrl';

// Most people who look at a list open no ticket: its code comes with the first one.
const TicketDrawer = lazy(() =>
  import('./TicketDrawer').then(m => ({ default: m.TicketDrawer })),
);

/** The drawer of the ticket that the URL names; nothing when it names none. */
export const TicketDrawerInUrl = () => {
  const { linkId, close } = useTicketInUrl();
  if (linkId === undefined) {
    return null;
  }
  return (
    <Suspense fallback={null}>
      <TicketDrawer key={linkId} linkId={linkId} onClose={close} />
    </Suspense>
  );
};
