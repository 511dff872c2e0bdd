import { useState } from 'react';
import Button from '@material-ui/core/Button';
import ListItemText from '@material-ui/core/ListItemText';
import Menu from '@material-ui/core/Menu';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import ArrowDropDownIcon from '@material-ui/icons/ArrowDropDown';
import { useMessages } from '../../../../hooks/useMessages';
import { TEMPLATE_VALUES, type TemplateValue } from './templateValues';

const useStyles = makeStyles({
  menu: { maxHeight: 360 },
  name: { fontFamily: 'monospace' },
});

interface InsertValueMenuProps {
  /** The label of the input it inserts into. */
  into: string;
  onInsert: (value: TemplateValue) => void;
  /** The menu is gone: the focus may go where it belongs. */
  onClosed: () => void;
}

/** Everything a template can say, to choose from. */
export const InsertValueMenu = (props: InsertValueMenuProps) => {
  const { into, onInsert, onClosed } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const [anchor, setAnchor] = useState<HTMLElement>();
  return (
    <>
      <Button
        size="small"
        endIcon={<ArrowDropDownIcon />}
        aria-haspopup="menu"
        aria-label={t('mapping.insertInto', { field: into })}
        onClick={event => setAnchor(event.currentTarget)}
      >
        {t('mapping.insert')}
      </Button>
      <Menu
        open={anchor !== undefined}
        anchorEl={anchor}
        onClose={() => setAnchor(undefined)}
        // The focus goes into the text, behind what was inserted.
        disableRestoreFocus
        TransitionProps={{ onExited: onClosed }}
        PaperProps={{ className: classes.menu }}
      >
        {TEMPLATE_VALUES.map(value => (
          <MenuItem
            key={value}
            dense
            onClick={() => {
              onInsert(value);
              setAnchor(undefined);
            }}
          >
            <ListItemText
              primary={value}
              secondary={t(`mapping.value.${value}`)}
              primaryTypographyProps={{ className: classes.name }}
            />
          </MenuItem>
        ))}
      </Menu>
    </>
  );
};
