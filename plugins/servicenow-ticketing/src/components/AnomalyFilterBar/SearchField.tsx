import { useEffect, useRef, useState } from 'react';
import InputAdornment from '@material-ui/core/InputAdornment';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import SearchIcon from '@material-ui/icons/Search';
import useDebounce from 'react-use/esm/useDebounce';
import { useMessages } from '../../hooks/useMessages';

const TYPING_PAUSE = 300;
const MAX_QUERY_LENGTH = 200;

const useStyles = makeStyles({ root: { flex: '2 1 240px', margin: 0 } });

interface SearchFieldProps {
  value: string;
  onChange: (value: string) => void;
}

/** Search by words. What is typed stays here until the person pauses, so that typing redraws nothing else. */
export const SearchField = ({ value, onChange }: SearchFieldProps) => {
  const classes = useStyles();
  const { t } = useMessages();
  const [text, setText] = useState(value);
  const sent = useRef(value);

  // The filter changed elsewhere: cleared, or Back was pressed.
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);

  const send = () => {
    const trimmed = text.trim();
    if (trimmed !== sent.current) {
      sent.current = trimmed;
      onChange(trimmed);
    }
  };
  useDebounce(send, TYPING_PAUSE, [text]);

  return (
    <TextField
      id="anomaly-filter-search"
      className={classes.root}
      size="small"
      variant="outlined"
      type="search"
      label={t('board.filters.search')}
      placeholder={t('board.filters.searchHint')}
      value={text}
      onChange={event => setText(event.target.value)}
      onKeyDown={event => {
        if (event.key === 'Enter') {
          send();
        }
      }}
      inputProps={{ maxLength: MAX_QUERY_LENGTH }}
      InputLabelProps={{ shrink: true }}
      InputProps={{
        startAdornment: (
          <InputAdornment position="start">
            <SearchIcon fontSize="small" aria-hidden />
          </InputAdornment>
        ),
      }}
    />
  );
};
