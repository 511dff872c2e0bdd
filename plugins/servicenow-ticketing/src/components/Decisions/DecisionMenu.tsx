import { ReactNode, useState } from 'react';
import Button from '@material-ui/core/Button';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';

interface DecisionMenuProps {
  id: string;
  label: string;
  icon: ReactNode;
  disabled: boolean;
  items: { label: string; onClick: () => void; disabled?: boolean }[];
}

/** A button that offers several ways to decide. */
export const DecisionMenu = (props: DecisionMenuProps) => {
  const { id, label, icon, disabled, items } = props;
  const [anchor, setAnchor] = useState<HTMLElement>();
  return (
    <>
      <Button
        variant="outlined"
        disabled={disabled}
        startIcon={icon}
        endIcon={<ExpandMoreIcon />}
        aria-haspopup="menu"
        aria-expanded={anchor !== undefined}
        aria-controls={anchor && id}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {label}
      </Button>
      <Menu
        id={id}
        open={anchor !== undefined}
        anchorEl={anchor}
        onClose={() => setAnchor(undefined)}
        getContentAnchorEl={null}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      >
        {items.map(item => (
          <MenuItem
            key={item.label}
            dense
            disabled={item.disabled}
            onClick={() => {
              setAnchor(undefined);
              item.onClick();
            }}
          >
            {item.label}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
};
