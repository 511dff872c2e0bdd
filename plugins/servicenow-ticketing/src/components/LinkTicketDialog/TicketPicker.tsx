import { KeyboardEvent, useState } from 'react';
import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import type {
  Anomaly,
  TicketSearchItem,
} from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import TextField from '@material-ui/core/TextField';
import Alert from '@material-ui/lab/Alert';
import useDebounce from 'react-use/esm/useDebounce';
import { messageOf } from '../../hooks/errors';
import { useLinkTicket } from '../../hooks/useAnomalyChanges';
import { useTicketSearch } from '../../hooks/useTickets';
import { useMessages } from '../../hooks/useMessages';
import { isOpenTicket } from '../TicketChip';
import { PickerFilters } from './PickerFilters';
import { PickerPages } from './PickerPages';
import { TicketPreview } from './TicketPreview';
import { TicketResults, optionId } from './TicketResults';

const TYPING_PAUSE = 300;
const MAX_QUERY_LENGTH = 200;
const LIST_ID = 'servicenow-ticketing-found-tickets';

interface TicketPickerProps {
  anomaly: Anomaly;
  onClose: () => void;
}

/** Open tickets before those that are done, otherwise as ServiceNow orders them. */
const openFirst = (found: TicketSearchItem[]) => [
  ...found.filter(isOpenTicket),
  ...found.filter(ticket => !isOpenTicket(ticket)),
];

/** Search as you type; arrow keys choose, Enter links. */
export const TicketPicker = ({ anomaly, onClose }: TicketPickerProps) => {
  const { t } = useMessages();
  const alertApi = useApi(alertApiRef);
  const [text, setText] = useState('');
  const [query, setQuery] = useState('');
  const [highlighted, setHighlighted] = useState<string>();
  const [page, setPage] = useState(1);
  useDebounce(
    () => {
      // Other words have pages of their own.
      setPage(1);
      setQuery(text.trim());
    },
    TYPING_PAUSE,
    [text],
  );
  const [state, setState] = useState('');
  const [integrationId, setIntegrationId] = useState<number>();
  const search = useTicketSearch(query, {
    enabled: query !== '',
    integrationId,
    state: state || undefined,
    page: page > 1 ? page : undefined,
  });
  const link = useLinkTicket(anomaly.id);

  const linkedIds = new Set(
    anomaly.ticket_links.map(({ ticket_id: id }) => id),
  );
  const found = query === '' ? [] : openFirst(search.data?.items ?? []);
  const choosable = found.filter(({ ticket_id: id }) => !linkedIds.has(id));
  const chosen =
    choosable.find(({ ticket_id: id }) => id === highlighted) ?? choosable[0];

  const linkTicket = (ticket: TicketSearchItem) => {
    if (link.isPending) {
      return;
    }
    setHighlighted(ticket.ticket_id);
    link.mutate(
      { ticket_id: ticket.ticket_id, integration_id: integrationId },
      {
        onSuccess: () => {
          alertApi.post({
            message: t('tickets.link.done', { number: ticket.ticket_number }),
            severity: 'success',
            display: 'transient',
          });
          onClose();
        },
      },
    );
  };

  const move = (step: number) => {
    const index = chosen ? choosable.indexOf(chosen) + step : 0;
    const next = choosable[Math.max(0, Math.min(index, choosable.length - 1))];
    if (next) {
      setHighlighted(next.ticket_id);
      document
        .getElementById(optionId(next))
        ?.scrollIntoView?.({ block: 'nearest' });
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      event.preventDefault();
      move(steps[event.key]);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      // What is highlighted must be an answer to what is typed, not to what was.
      if (chosen && text.trim() === query && !search.isPlaceholderData) {
        linkTicket(chosen);
      } else {
        setQuery(text.trim());
      }
    }
  };

  return (
    <>
      <DialogContent dividers>
        <TextField
          id="servicenow-ticketing-ticket-search"
          // The dialog opens to search: the focus belongs into its only field.
          // eslint-disable-next-line jsx-a11y/no-autofocus
          autoFocus
          fullWidth
          variant="outlined"
          size="small"
          label={t('tickets.link.search')}
          helperText={t('tickets.link.hint')}
          value={text}
          onChange={event => {
            setText(event.target.value);
            link.reset();
          }}
          onKeyDown={onKeyDown}
          inputProps={{
            maxLength: MAX_QUERY_LENGTH,
            role: 'combobox',
            autoComplete: 'off',
            'aria-expanded': found.length > 0,
            'aria-controls': LIST_ID,
            'aria-autocomplete': 'list',
            'aria-activedescendant': chosen && optionId(chosen),
          }}
        />
        <PickerFilters
          state={state}
          integrationId={integrationId}
          onState={value => {
            setState(value);
            setPage(1);
          }}
          onIntegration={value => {
            setIntegrationId(value);
            setPage(1);
          }}
        />
        {link.error && (
          <Alert severity="error">
            {t('tickets.link.linkFailed', {
              number: chosen?.ticket_number ?? text,
              message: messageOf(link.error),
            })}
          </Alert>
        )}
        {search.error ? (
          <Alert severity="error">
            {t('tickets.link.searchFailed', {
              message: messageOf(search.error),
            })}
          </Alert>
        ) : (
          <TicketResults
            id={LIST_ID}
            tickets={found}
            linkedIds={linkedIds}
            chosen={chosen}
            query={query}
            searching={search.isFetching}
            onHighlight={ticket => setHighlighted(ticket.ticket_id)}
            onLink={linkTicket}
          />
        )}
        <PickerPages
          page={page}
          pages={query === '' ? 0 : search.data?.pages ?? 0}
          onPage={setPage}
        />
        {chosen && <TicketPreview ticket={chosen} />}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('tickets.link.cancel')}</Button>
        <Button
          variant="contained"
          color="primary"
          disabled={!chosen || link.isPending}
          onClick={() => chosen && linkTicket(chosen)}
        >
          {t('tickets.link.confirm')}
        </Button>
      </DialogActions>
    </>
  );
};
