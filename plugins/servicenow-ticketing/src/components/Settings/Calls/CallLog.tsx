import { useState } from 'react';
import CallsIcon from '@material-ui/icons/SwapHoriz';
import { useApiCalls } from '../../../hooks/useApiCalls';
import { useMessages } from '../../../hooks/useMessages';
import { LogFrame } from '../../LogFrame';
import { PickOne } from '../../PickOne';
import { StateMessage } from '../../StateMessage';
import { CallsTable } from './CallsTable';

/** The last calls to an instance, for whoever must find out what goes wrong. */
export const CallLog = ({ integrationId }: { integrationId: number }) => {
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
  return (
    <LogFrame
      log={calls}
      errorTitle={t('calls.errorTitle')}
      staleText={t('calls.stale')}
      text={t('calls.text')}
      filters={
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
      }
    >
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
    </LogFrame>
  );
};
