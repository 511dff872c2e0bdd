import { useState } from 'react';
import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  Delivery,
  DeliveryStatus,
} from 'backstage-plugin-servicenow-ticketing-common';
import Box from '@material-ui/core/Box';
import Paper from '@material-ui/core/Paper';
import CheckIcon from '@material-ui/icons/CheckCircleOutline';
import { messageOf } from '../../hooks/errors';
import { useDeliveries, useSettleDelivery } from '../../hooks/useDeliveries';
import { servicenowTicketingTranslationRef } from '../../translation';
import { ConfirmDialog } from '../ConfirmDialog';
import { LoadError } from '../LoadError';
import { PickOne } from '../PickOne';
import { StateMessage } from '../StateMessage';
import { DeliveriesTable } from './DeliveriesTable';

const STATUSES: DeliveryStatus[] = [
  'pending',
  'delivering',
  'retrying',
  'dead',
  'delivered',
  'discarded',
];

/** Changes on their way to ServiceNow, and a way to help those that are stuck. */
export const DeliveriesList = () => {
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const alertApi = useApi(alertApiRef);
  const [status, setStatus] = useState<DeliveryStatus | 'all'>('all');
  const [page, setPage] = useState(1);
  const [discarding, setDiscarding] = useState<Delivery>();
  const deliveries = useDeliveries(status === 'all' ? undefined : status, page);
  const settle = useSettleDelivery();

  const act = (id: number, action: 'retry' | 'discard') =>
    settle.mutate(
      { id, action },
      {
        onError: error =>
          alertApi.post({
            message: t('deliveries.failed', { message: messageOf(error) }),
            severity: 'error',
          }),
      },
    );

  if (deliveries.error && !deliveries.data) {
    return (
      <Paper>
        <LoadError
          error={deliveries.error}
          title={t('deliveries.errorTitle')}
          onRetry={() => {
            deliveries.refetch().catch(() => {
              // Shown right here.
            });
          }}
        />
      </Paper>
    );
  }
  return (
    <>
      <Paper>
        <Box p={2}>
          <PickOne
            id="delivery-filter-status"
            label={t('deliveries.filter')}
            options={[
              { value: 'all' as const, label: t('deliveries.all') },
              ...STATUSES.map(value => ({
                value,
                label: t(`deliveries.status.${value}`),
              })),
            ]}
            value={status}
            onChange={value => {
              setStatus(value);
              setPage(1);
            }}
          />
        </Box>
        {deliveries.data?.total === 0 ? (
          <StateMessage
            icon={<CheckIcon />}
            title={t('deliveries.emptyTitle')}
            text={
              status === 'all'
                ? t('deliveries.emptyAll')
                : t('deliveries.emptyFiltered')
            }
          />
        ) : (
          <DeliveriesTable
            list={deliveries.data}
            page={page}
            busy={settle.isPending}
            onPage={setPage}
            onRetry={({ id }) => act(id, 'retry')}
            onDiscard={setDiscarding}
          />
        )}
      </Paper>
      <ConfirmDialog
        open={discarding !== undefined}
        title={t('deliveries.discardTitle')}
        text={t('deliveries.discardText')}
        cancelLabel={t('deliveries.cancel')}
        confirmLabel={t('deliveries.discard')}
        onCancel={() => setDiscarding(undefined)}
        onConfirm={() => {
          setDiscarding(undefined);
          if (discarding) {
            act(discarding.id, 'discard');
          }
        }}
      />
    </>
  );
};
