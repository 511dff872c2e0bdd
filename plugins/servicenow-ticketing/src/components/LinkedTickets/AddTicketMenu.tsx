import { RefObject, useState } from 'react';
import Button from '@material-ui/core/Button';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import ArrowDropDownIcon from '@material-ui/icons/ArrowDropDown';
import { useTicketingPermissions } from '../../hooks/useTicketingPermissions';
import { useMessages } from '../../hooks/useMessages';
import type { TicketDialogKind } from '../TicketDialogs';

interface AddTicketMenuProps {
  anomalyId: number;
  buttonRef: RefObject<HTMLButtonElement>;
  onChoose: (kind: TicketDialogKind) => void;
}

/** New ticket or an existing one; only what the user may do. */
export const AddTicketMenu = (props: AddTicketMenuProps) => {
  const { anomalyId, buttonRef, onChoose } = props;
  const { t } = useMessages();
  const { canCreateTicket, canLinkTicket } = useTicketingPermissions(anomalyId);
  const [open, setOpen] = useState(false);

  if (!canCreateTicket && !canLinkTicket) {
    return null;
  }
  const choose = (kind: TicketDialogKind) => {
    setOpen(false);
    onChoose(kind);
  };
  return (
    <>
      <Button
        ref={buttonRef}
        size="small"
        variant="outlined"
        aria-haspopup="menu"
        endIcon={<ArrowDropDownIcon />}
        onClick={() => setOpen(true)}
      >
        {t('tickets.linked.add')}
      </Button>
      <Menu
        open={open}
        anchorEl={buttonRef.current}
        getContentAnchorEl={null}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        onClose={() => setOpen(false)}
      >
        {canCreateTicket && (
          <MenuItem onClick={() => choose('new')}>
            {t('tickets.linked.newTicket')}
          </MenuItem>
        )}
        {canLinkTicket && (
          <MenuItem onClick={() => choose('link')}>
            {t('tickets.linked.linkExisting')}
          </MenuItem>
        )}
      </Menu>
    </>
  );
};
