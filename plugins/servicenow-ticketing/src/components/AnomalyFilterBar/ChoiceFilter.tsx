import Checkbox from '@material-ui/core/Checkbox';
import ListItemText from '@material-ui/core/ListItemText';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useFormats } from '../../hooks/useFormats';

const useStyles = makeStyles(theme => ({
  root: { flex: '1 1 110px', minWidth: 110, maxWidth: 220, margin: 0 },
  count: { marginLeft: theme.spacing(2), color: theme.palette.text.secondary },
  checkbox: { padding: theme.spacing(0.5), marginRight: theme.spacing(1) },
}));

interface ChoiceFilterProps<T extends string> {
  id: string;
  label: string;
  /** `count` says how many open anomalies have the value. */
  options: {
    value: T;
    label: string;
    count?: number;
    /** Whether there may be more than `count`. */
    isInexact?: boolean;
  }[];
  value: T[];
  /** What is read when nothing, or what is usual, is chosen. */
  summary: string;
  onChange: (value: T[]) => void;
}

/** A filter by any number of values; none means all. */
export const ChoiceFilter = <T extends string>(props: ChoiceFilterProps<T>) => {
  const { id, label, options, value, summary, onChange } = props;
  const classes = useStyles();
  const { count } = useFormats();
  return (
    <TextField
      id={id}
      className={classes.root}
      select
      size="small"
      variant="outlined"
      label={label}
      value={value}
      onChange={event => onChange(event.target.value as unknown as T[])}
      InputLabelProps={{ shrink: true }}
      SelectProps={{
        multiple: true,
        displayEmpty: true,
        renderValue: () => summary,
        MenuProps: { getContentAnchorEl: null },
      }}
    >
      {options.map(option => (
        <MenuItem key={option.value} value={option.value} dense>
          <Checkbox
            className={classes.checkbox}
            color="primary"
            checked={value.includes(option.value)}
            inputProps={{ 'aria-hidden': true, tabIndex: -1 }}
          />
          <ListItemText primary={option.label} />
          {option.count !== undefined && (
            <span className={classes.count} aria-hidden>
              {count(option.count, !option.isInexact)}
            </span>
          )}
        </MenuItem>
      ))}
    </TextField>
  );
};
