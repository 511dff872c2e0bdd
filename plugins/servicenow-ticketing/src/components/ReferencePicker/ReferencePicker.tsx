import type { ReactNode } from 'react';
import type {
  ReferenceSuggestion,
  ReferenceTableName,
} from 'backstage-plugin-servicenow-ticketing-common';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import WarningIcon from '@material-ui/icons/WarningOutlined';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { useMessages } from '../../hooks/useMessages';
import { useReferencePicker, type Standing } from './useReferencePicker';

const MAX_LENGTH = 100;

const useStyles = makeStyles(theme => ({
  option: { overflowWrap: 'anywhere' },
  detail: { display: 'block' },
  warning: {
    color: theme.palette.warning.main,
    verticalAlign: 'text-bottom',
    marginRight: theme.spacing(0.5),
  },
}));

interface ReferencePickerProps {
  id: string;
  label: string;
  /** Which instance is asked. */
  integrationId: number;
  table: ReferenceTableName;
  /** Name or sys_id of a group whose members come first. */
  group?: string;
  /** A sys_id that was chosen, or a name that was typed. */
  value: string;
  /** What is said below the field, unless there is something more important to say. */
  helperText?: ReactNode;
  required?: boolean;
  error?: boolean;
  /** What ServiceNow does not know may stay, and is marked. */
  isLenient?: boolean;
  onChange: (value: string) => void;
}

/** A record of ServiceNow: type to search, choose with arrow keys and Enter, or leave what was typed. */
export const ReferencePicker = (props: ReferencePickerProps) => {
  const { value, isLenient = false, onChange } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const picker = useReferencePicker(props, { isChecked: isLenient });
  const { text, items, warning, standing, isOpen } = picker;

  const standings: Record<Standing, () => string> = {
    unknown: () => t('tickets.reference.unknown', { text }),
    unknownId: () => t('tickets.reference.unknownId'),
    several: () => t('tickets.reference.several', { text }),
  };
  const helper = () => {
    if (props.error) {
      return props.helperText;
    }
    if (warning) {
      return isLenient
        ? t('tickets.reference.unchecked', { reason: warning })
        : t('tickets.reference.noSuggestions', { reason: warning });
    }
    if (standing) {
      return (
        <>
          <WarningIcon
            className={classes.warning}
            fontSize="inherit"
            aria-hidden
          />
          {standings[standing]()}
        </>
      );
    }
    if (picker.isEmpty && !isLenient) {
      return t('tickets.reference.none', { query: text.trim() });
    }
    return props.helperText;
  };

  return (
    <Autocomplete<ReferenceSuggestion, false, false, true>
      id={props.id}
      freeSolo
      fullWidth
      options={isOpen ? items : []}
      // ServiceNow has searched already; with what it found by user name there is nothing to filter here.
      filterOptions={options => options}
      getOptionLabel={option =>
        typeof option === 'string' ? option : option.name
      }
      getOptionSelected={option => option.sys_id === value}
      groupBy={
        items.some(item => item.is_member)
          ? option =>
              option.is_member
                ? t('tickets.reference.members')
                : t('tickets.reference.others')
          : undefined
      }
      renderOption={option => (
        <span className={classes.option} dir="auto">
          {option.name}
          {option.detail && (
            <Typography
              variant="caption"
              color="textSecondary"
              className={classes.detail}
            >
              {option.detail}
            </Typography>
          )}
        </span>
      )}
      value={text || null}
      inputValue={text}
      onInputChange={(_event, typed, reason) => {
        if (reason === 'input') {
          picker.setChosen(undefined);
          onChange(typed.slice(0, MAX_LENGTH));
        } else if (reason === 'clear') {
          picker.setChosen(undefined);
          onChange('');
        }
      }}
      onChange={(_event, selected) => {
        if (selected && typeof selected !== 'string') {
          picker.setChosen(selected);
          onChange(selected.sys_id);
        }
      }}
      onOpen={() => picker.setOpen(true)}
      onClose={() => picker.setOpen(false)}
      openOnFocus
      loading={picker.isFetching}
      loadingText={t('tickets.reference.searching')}
      clearText={t('tickets.reference.clear')}
      renderInput={params => (
        <TextField
          {...params}
          variant="outlined"
          size="small"
          label={props.label}
          required={props.required}
          error={props.error}
          helperText={helper()}
          FormHelperTextProps={{ role: 'status' }}
        />
      )}
    />
  );
};
