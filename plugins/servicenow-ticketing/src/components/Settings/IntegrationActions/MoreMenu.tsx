import { useRef, useState } from 'react';
import type { Integration } from 'backstage-plugin-servicenow-ticketing-common';
import IconButton from '@material-ui/core/IconButton';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import MoreIcon from '@material-ui/icons/MoreVert';
import { useMessages } from '../../../hooks/useMessages';

/** What the menu offers beside Test and Edit. */
export type MoreAction =
  | 'changeCredentials'
  | 'authorizeAgain'
  | 'downloadYaml'
  | 'disconnect';

interface MoreMenuProps {
  integration: Integration;
  onChoose: (action: MoreAction) => void;
}

function actionsOf({ origin, auth_type }: Integration): MoreAction[] {
  const canAuthorize = auth_type === 'oauth-authorization-code';
  const isOurs = origin === 'portal';
  return [
    ...(isOurs ? (['changeCredentials'] as const) : []),
    ...(canAuthorize ? (['authorizeAgain'] as const) : []),
    'downloadYaml',
    ...(isOurs ? (['disconnect'] as const) : []),
  ];
}

/** What can be done with an integration, but is not done often. */
export const MoreMenu = ({ integration, onChoose }: MoreMenuProps) => {
  const { t } = useMessages();
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<MoreAction>();
  return (
    <>
      <IconButton
        ref={button}
        size="small"
        aria-haspopup="menu"
        aria-label={t('settings.list.more', { title: integration.title })}
        onClick={() => setOpen(true)}
      >
        <MoreIcon />
      </IconButton>
      <Menu
        open={open}
        anchorEl={button.current}
        getContentAnchorEl={null}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        onClose={() => setOpen(false)}
        TransitionProps={{
          // Only now has the button the focus again, to which a dialog gives it back.
          onExited: () => {
            setChosen(undefined);
            if (chosen) {
              onChoose(chosen);
            }
          },
        }}
      >
        {actionsOf(integration).map(action => (
          <MenuItem
            key={action}
            onClick={() => {
              setChosen(action);
              setOpen(false);
            }}
          >
            {t(`settings.list.${action}`)}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
};
