import { useState } from 'react';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Autocomplete from '@material-ui/lab/Autocomplete';
import useDebounce from 'react-use/esm/useDebounce';
import { messageOf } from '../../hooks/errors';
import { CatalogOption, useCatalogSearch } from '../../hooks/useCatalogSearch';
import { useMessages } from '../../hooks/useMessages';

const TYPING_PAUSE = 200;

const useStyles = makeStyles({
  // It may name a dataset, whose name may be longer than the field; shrunk to three quarters.
  label: {
    maxWidth: 'calc(133% - 40px)',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
});

interface EntityPickerProps {
  id: string;
  label: string;
  /** Kinds of entities to choose from. */
  kinds: string[];
  value: CatalogOption | undefined;
  onChange: (value: CatalogOption | undefined) => void;
  autoFocus?: boolean;
  className?: string;
}

/** A type-ahead over entities of the catalog. */
export const EntityPicker = (props: EntityPickerProps) => {
  const { id, label, kinds, value, onChange, autoFocus, className } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const [query, setQuery] = useState('');
  useDebounce(() => setQuery(text.trim()), TYPING_PAUSE, [text]);
  const search = useCatalogSearch(query, { kinds, enabled: open });
  const failure =
    search.error &&
    t('decisions.picker.failed', { message: messageOf(search.error) });

  return (
    <Autocomplete
      id={id}
      className={className}
      size="small"
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      options={search.data ?? []}
      // The catalog has searched already.
      filterOptions={options => options}
      getOptionLabel={option => option.title}
      getOptionSelected={(option, chosen) =>
        option.entityRef === chosen.entityRef
      }
      value={value ?? null}
      onChange={(_event, chosen) => onChange(chosen ?? undefined)}
      onInputChange={(_event, typed, reason) =>
        setText(reason === 'input' ? typed : '')
      }
      loading={search.isFetching}
      loadingText={t('decisions.picker.searching')}
      noOptionsText={failure ?? t('decisions.picker.none')}
      clearText={t('decisions.picker.clear')}
      openText={t('decisions.picker.open')}
      closeText={t('decisions.picker.close')}
      renderOption={option => (
        <div>
          <Typography variant="body2">{option.title}</Typography>
          <Typography variant="caption" color="textSecondary">
            {option.hint}
          </Typography>
        </div>
      )}
      renderInput={params => (
        <TextField
          {...params}
          label={label}
          placeholder={t('decisions.picker.hint')}
          variant="outlined"
          // eslint-disable-next-line jsx-a11y/no-autofocus -- only in dialogs that ask for this alone
          autoFocus={autoFocus}
          error={Boolean(failure)}
          helperText={failure ?? undefined}
          InputLabelProps={{
            ...params.InputLabelProps,
            shrink: true,
            className: classes.label,
          }}
        />
      )}
    />
  );
};
