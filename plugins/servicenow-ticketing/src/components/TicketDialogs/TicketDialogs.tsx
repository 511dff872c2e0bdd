import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import { LinkTicketDialog } from '../LinkTicketDialog';
import { NewTicketDialog } from '../NewTicketDialog';

/** The two ways to give an anomaly a ticket. */
export type TicketDialogKind = 'new' | 'link';

interface TicketDialogsProps {
  anomaly: Anomaly;
  /** Which dialog is open; none without it. */
  kind: TicketDialogKind | undefined;
  onChange: (kind: TicketDialogKind | undefined) => void;
  /** Called when the last dialog has gone, to give the focus back. */
  onExited?: () => void;
}

/** The dialogs that create a ticket for an anomaly or link an existing one; either leads to the other. */
export const TicketDialogs = (props: TicketDialogsProps) => {
  const { anomaly, kind, onChange, onExited } = props;
  const close = () => onChange(undefined);
  return (
    <>
      <NewTicketDialog
        anomaly={anomaly}
        open={kind === 'new'}
        onClose={close}
        onLinkExisting={() => onChange('link')}
        onExited={onExited}
      />
      <LinkTicketDialog
        anomaly={anomaly}
        open={kind === 'link'}
        onClose={close}
        onExited={onExited}
      />
    </>
  );
};
