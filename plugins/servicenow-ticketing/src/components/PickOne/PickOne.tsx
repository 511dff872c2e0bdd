import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles({
  root: {
    flex: '1 1 110px',
    minWidth: 110,
    maxWidth: 220,
    margin: 0,
  },
  wide: { minWidth: 210, maxWidth: 280 },
});

interface PickOneProps<T extends string> {
  id: string;
  label: string;
  options: { value: T; label: string }[];
  value: T;
  /** Its options are long. */
  isWide?: boolean;
  onChange: (value: T) => void;
}

/** A choice of exactly one value. */
export const PickOne = <T extends string>(props: PickOneProps<T>) => {
  const { id, label, options, value, isWide, onChange } = props;
  const classes = useStyles();
  return (
    <TextField
      id={id}
      className={isWide ? `${classes.root} ${classes.wide}` : classes.root}
      select
      size="small"
      variant="outlined"
      label={label}
      value={value}
      onChange={event => onChange(event.target.value as T)}
      InputLabelProps={{ shrink: true }}
      SelectProps={{
        displayEmpty: true,
        MenuProps: { getContentAnchorEl: null },
      }}
    >
      {options.map(option => (
        <MenuItem key={option.value} value={option.value} dense>
          {option.label}
        </MenuItem>
      ))}
    </TextField>
  );
};
