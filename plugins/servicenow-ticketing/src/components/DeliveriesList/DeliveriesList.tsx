import { useState } from 'react';
import { deliveryRetryPermission } from 'backstage-plugin-servicenow-ticketing-common';
import Paper from '@material-ui/core/Paper';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import CheckIcon from '@material-ui/icons/CheckCircleOutline';
import useDebounce from 'react-use/esm/useDebounce';
import { useDeliveries } from '../../hooks/useDeliveries';
import { useMessages } from '../../hooks/useMessages';
import { LoadError } from '../LoadError';
import { PickOne } from '../PickOne';
import { StateMessage } from '../StateMessage';
import { ConnectionBanner } from './ConnectionBanner';
import { DeliveryGroup } from './DeliveryGroup';
import { GROUPS, WAITING } from './groups';

const TYPING_PAUSE = 300;
const MAX_QUERY_LENGTH = 200;

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', flexDirection: 'column', gap: theme.spacing(2) },
  filters: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(2),
  },
  search: { flex: '1 1 220px', margin: 0 },
}));

type Show = 'waiting' | 'delivered' | 'discarded';
const SHOWN: Show[] = ['waiting', 'delivered', 'discarded'];

/** Changes on their way to ServiceNow, by how they are doing, and a way to help those that are stuck. */
export const DeliveriesList = () => {
  const classes = useStyles();
  const { t } = useMessages();
  const [show, setShow] = useState<Show>('waiting');
  const [text, setText] = useState('');
  const [query, setQuery] = useState('');
  useDebounce(() => setQuery(text.trim()), TYPING_PAUSE, [text]);
  const groups = show === 'waiting' ? GROUPS : [show];
  // Whether there is anything at all; the groups ask for their own pages.
  const all = useDeliveries(
    {
      status: show === 'waiting' ? WAITING : [show],
      query: query || undefined,
    },
    1,
  );

  if (all.error && !all.data) {
    return (
      <Paper>
        <LoadError
          error={all.error}
          title={t('deliveries.errorTitle')}
          forbidden={{
            title: t('deliveries.forbiddenTitle'),
            permission: deliveryRetryPermission,
          }}
          onRetry={() => {
            all.refetch().catch(() => {
              // Shown right here.
            });
          }}
        />
      </Paper>
    );
  }
  const emptyText = () => {
    if (query) {
      return t('deliveries.emptyFiltered');
    }
    return show === 'waiting'
      ? t('deliveries.emptyWaiting')
      : t('deliveries.emptyAll');
  };
  return (
    <div className={classes.root}>
      <ConnectionBanner />
      <Paper className={classes.filters}>
        <TextField
          id="delivery-search"
          type="search"
          className={classes.search}
          variant="outlined"
          size="small"
          label={t('deliveries.search')}
          value={text}
          inputProps={{ maxLength: MAX_QUERY_LENGTH }}
          onChange={event => setText(event.target.value)}
        />
        <PickOne
          id="delivery-filter-status"
          label={t('deliveries.filter')}
          options={SHOWN.map(value => ({
            value,
            label: t(`deliveries.show.${value}`),
          }))}
          value={show}
          onChange={setShow}
        />
      </Paper>
      {all.data?.total === 0 ? (
        <Paper>
          <StateMessage
            icon={<CheckIcon />}
            title={
              show === 'waiting' && !query
                ? t('deliveries.allDelivered')
                : t('deliveries.emptyTitle')
            }
            text={emptyText()}
          />
        </Paper>
      ) : (
        groups.map(group => (
          <DeliveryGroup key={group} group={group} query={query || undefined} />
        ))
      )}
    </div>
  );
};
