import { useEffect, useState } from 'react';
import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import TextField from '@material-ui/core/TextField';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import useDebounce from 'react-use/esm/useDebounce';
import { useIntegrations } from '../../hooks/useIntegrations';
import { useMessages } from '../../hooks/useMessages';
import { PickOne } from '../PickOne';
import type { PhaseFilter, TicketFilters } from './useTicketFilters';

const TYPING_PAUSE = 300;
const MAX_QUERY_LENGTH = 200;
const PHASES: PhaseFilter[] = ['open', 'waiting', 'done', 'all'];

/** An empty value would show nothing. */
const ALL = 'all';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(2),
  },
  search: { flex: '1 1 220px', margin: 0 },
}));

interface TicketFilterBarProps {
  filters: TicketFilters;
  onChange: (changed: Partial<TicketFilters>) => void;
}

/** What restricts the list of tickets. */
export const TicketFilterBar = (props: TicketFilterBarProps) => {
  const { filters, onChange } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const integrations = useIntegrations().data?.items ?? [];
  const [text, setText] = useState(filters.query);
  useEffect(() => setText(filters.query), [filters.query]);
  useDebounce(
    () => {
      if (text.trim() !== filters.query) {
        onChange({ query: text.trim() });
      }
    },
    TYPING_PAUSE,
    [text],
  );
  return (
    <div className={classes.root}>
      <TextField
        id="ticket-search"
        type="search"
        className={classes.search}
        variant="outlined"
        size="small"
        label={t('ticketLists.search')}
        value={text}
        inputProps={{ maxLength: MAX_QUERY_LENGTH }}
        onChange={event => setText(event.target.value)}
      />
      <PickOne
        id="ticket-filter-phase"
        label={t('ticketLists.phase')}
        options={PHASES.map(value => ({
          value,
          label: t(`ticketLists.phases.${value}`),
        }))}
        value={filters.phase}
        onChange={phase => onChange({ phase })}
      />
      {integrations.length > 1 && (
        <PickOne
          id="ticket-filter-integration"
          label={t('ticketLists.integration')}
          options={[
            { value: ALL, label: t('ticketLists.allIntegrations') },
            ...integrations.map(({ id, title }) => ({
              value: String(id),
              label: title,
            })),
          ]}
          value={String(filters.integrationId ?? ALL)}
          onChange={id => onChange({ integrationId: Number(id) || undefined })}
        />
      )}
      <Tooltip title={t('ticketLists.mineHint')}>
        <FormControlLabel
          control={
            <Checkbox
              checked={filters.mine}
              onChange={(_event, mine) => onChange({ mine })}
            />
          }
          label={t('ticketLists.mine')}
        />
      </Tooltip>
    </div>
  );
};
