import { useState } from 'react';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import CheckIcon from '@material-ui/icons/CheckCircleOutline';
import SearchIcon from '@material-ui/icons/Search';
import Skeleton from '@material-ui/lab/Skeleton';
import useDebounce from 'react-use/esm/useDebounce';
import {
  DATASETS_PAGE_SIZE,
  useUnmatchedDatasets,
} from '../../hooks/useDatasets';
import { useMessages } from '../../hooks/useMessages';
import { ListPaging } from '../ListPaging';
import { LoadError } from '../LoadError';
import { StateMessage } from '../StateMessage';
import { UnmatchedRow } from './UnmatchedRow';

const TYPING_PAUSE = 250;
const SKELETON_HEIGHT = 180;
/** Looking for likely entities costs the catalog something: the worst datasets first, the others on demand. */
const SUGGESTED_AT_ONCE = 5;

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: theme.spacing(1, 0, 0), padding: 0 },
}));

/** Datasets without an entity, those with the most anomalies first. */
export const UnmatchedList = () => {
  const classes = useStyles();
  const { t } = useMessages();
  const [text, setText] = useState('');
  const [query, setQuery] = useState('');
  const [page, setPage] = useState(1);
  useDebounce(
    () => {
      setQuery(text.trim());
      setPage(1);
    },
    TYPING_PAUSE,
    [text],
  );
  const { data, error, refetch } = useUnmatchedDatasets(query, page);

  if (error && !data) {
    return (
      <LoadError
        error={error}
        title={t('unmatched.errorTitle')}
        onRetry={() => {
          refetch().catch(() => {
            // Shown right here.
          });
        }}
      />
    );
  }
  if (data?.total === 0 && !query) {
    return (
      <StateMessage
        icon={<CheckIcon />}
        title={t('unmatched.emptyTitle')}
        text={t('unmatched.emptyText')}
      />
    );
  }
  return (
    <>
      <TextField
        id="servicenow-ticketing-unmatched-search"
        type="search"
        size="small"
        variant="outlined"
        label={t('unmatched.search')}
        value={text}
        onChange={event => setText(event.target.value)}
        InputLabelProps={{ shrink: true }}
      />
      {!data && <Skeleton variant="rect" height={SKELETON_HEIGHT} />}
      {data?.total === 0 && (
        <StateMessage
          icon={<SearchIcon />}
          title={t('unmatched.noMatchTitle')}
          text={t('unmatched.noMatchText', { query })}
        >
          <Button variant="outlined" onClick={() => setText('')}>
            {t('unmatched.clear')}
          </Button>
        </StateMessage>
      )}
      <ul className={classes.list} aria-label={t('unmatched.table')}>
        {data?.items.map((dataset, index) => (
          <UnmatchedRow
            key={dataset.key}
            item={dataset}
            suggestsAtOnce={index < SUGGESTED_AT_ONCE}
          />
        ))}
      </ul>
      <ListPaging
        list={data}
        page={page}
        size={DATASETS_PAGE_SIZE}
        onPage={setPage}
      />
    </>
  );
};
