import { ReactNode, useState } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  ReferenceSuggestion,
  ReferenceTableName,
} from 'backstage-plugin-servicenow-ticketing-common';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Autocomplete from '@material-ui/lab/Autocomplete';
import useDebounce from 'react-use/esm/useDebounce';
import { messageOf } from '../../hooks/errors';
import { useReferenceSearch } from '../../hooks/useTickets';
import { servicenowTicketingTranslationRef } from '../../translation';

const TYPING_PAUSE = 250;
const MAX_LENGTH = 100;

const useStyles = makeStyles({
  option: { overflowWrap: 'anywhere' },
  detail: { display: 'block' },
});

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
  onChange: (value: string) => void;
}

/** A record of ServiceNow: type to search, choose with arrow keys and Enter, or leave what was typed. */
export const ReferencePicker = (props: ReferencePickerProps) => {
  const { integrationId, table, group, value, onChange } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const [chosen, setChosen] = useState<ReferenceSuggestion>();
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState('');
  const text = chosen?.sys_id === value && value ? chosen.name : value;
  // Whoever opens the list of a chosen record wants to see the others.
  const wanted = chosen && text === chosen.name ? '' : text.trim();
  useDebounce(() => setQuery(wanted), TYPING_PAUSE, [wanted]);
  const search = useReferenceSearch(
    { integrationId, table, query, group },
    { enabled: isOpen },
  );
  const isCurrent = query === wanted && !search.isPlaceholderData;
  const items = search.data?.items ?? [];
  const warning = search.error
    ? messageOf(search.error)
    : search.data?.warning ?? undefined;

  const helper = () => {
    if (props.error) {
      return props.helperText;
    }
    if (warning) {
      return t('tickets.reference.noSuggestions', { reason: warning });
    }
    if (isOpen && isCurrent && search.isSuccess && items.length === 0) {
      return t('tickets.reference.none', { query });
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
          setChosen(undefined);
          onChange(typed.slice(0, MAX_LENGTH));
        } else if (reason === 'clear') {
          setChosen(undefined);
          onChange('');
        }
      }}
      onChange={(_event, selected) => {
        if (selected && typeof selected !== 'string') {
          setChosen(selected);
          onChange(selected.sys_id);
        }
      }}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      openOnFocus
      loading={search.isFetching}
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
