import { useState } from 'react';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CallsIcon from '@material-ui/icons/SwapHoriz';
import Alert from '@material-ui/lab/Alert';
import { useApiCalls } from '../../../hooks/useApiCalls';
import { useMessages } from '../../../hooks/useMessages';
import { RefreshButton } from '../../AnomalyFilterBar';
import { LoadError } from '../../LoadError';
import { PickOne } from '../../PickOne';
import { StateMessage } from '../../StateMessage';
import { CallsTable } from './CallsTable';

const useStyles = makeStyles(theme => ({
  bar: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(2),
    padding: theme.spacing(2),
  },
  text: { flex: '1 1 240px' },
}));

/** The last calls to an instance, for whoever must find out what goes wrong. */
export const CallLog = ({ integrationId }: { integrationId: number }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const [outcome, setOutcome] = useState<'all' | 'failed'>('all');
  const [page, setPage] = useState(1);
  const [openIds, setOpenIds] = useState<ReadonlySet<number>>(new Set());
  const calls = useApiCalls(integrationId, {
    outcome: outcome === 'failed' ? outcome : undefined,
    page,
    // New calls would push away what somebody reads.
    paused: openIds.size > 0 || page > 1,
  });

  const show = (next: { outcome?: typeof outcome; page: number }) => {
    setOutcome(next.outcome ?? outcome);
    setPage(next.page);
    setOpenIds(new Set());
  };
  const toggle = (id: number) =>
    setOpenIds(current => {
      const ids = new Set(current);
      return ids.delete(id) ? ids : ids.add(id);
    });
  const refresh = () => {
    calls.refetch().catch(() => {
      // Shown right here.
    });
  };

  if (calls.error && !calls.data) {
    return (
      <Paper>
        <LoadError
          error={calls.error}
          title={t('calls.errorTitle')}
          onRetry={refresh}
        />
      </Paper>
    );
  }
  return (
    <Paper>
      <div className={classes.bar}>
        <PickOne
          id="servicenow-ticketing-calls-outcome"
          label={t('calls.filter')}
          options={[
            { value: 'all' as const, label: t('calls.all') },
            { value: 'failed' as const, label: t('calls.failed') },
          ]}
          value={outcome}
          onChange={value => show({ outcome: value, page: 1 })}
        />
        <Typography
          variant="body2"
          color="textSecondary"
          className={classes.text}
        >
          {t('calls.text')}
        </Typography>
        <RefreshButton
          updatedAt={calls.dataUpdatedAt}
          refreshing={calls.isFetching}
          onRefresh={refresh}
        />
      </div>
      {calls.error && <Alert severity="warning">{t('calls.stale')}</Alert>}
      {calls.data?.total === 0 ? (
        <StateMessage
          icon={<CallsIcon />}
          title={t(
            outcome === 'all' ? 'calls.emptyTitle' : 'calls.emptyFailedTitle',
          )}
          text={t(
            outcome === 'all' ? 'calls.emptyText' : 'calls.emptyFailedText',
          )}
        />
      ) : (
        <CallsTable
          list={calls.data}
          page={page}
          openIds={openIds}
          onToggle={toggle}
          onPage={next => show({ page: next })}
        />
      )}
    </Paper>
  );
};
