import { useState } from 'react';
import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import Button from '@material-ui/core/Button';
import Checkbox from '@material-ui/core/Checkbox';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { messageOf } from '../../hooks/errors';
import {
  DELIVERIES_PAGE_SIZE,
  useDecideDeliveries,
  useDeliveries,
} from '../../hooks/useDeliveries';
import { useMessages } from '../../hooks/useMessages';
import { ListPaging } from '../ListPaging';
import { ConfirmDialog } from '../ConfirmDialog';
import { DeliveryRow } from './DeliveryRow';
import { STATUSES_OF, type GroupName } from './groups';

const useStyles = makeStyles(theme => ({
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 2),
    minHeight: 48,
  },
  actions: { marginLeft: 'auto' },
  list: { listStyle: 'none', margin: 0, padding: 0 },
}));

interface DeliveryGroupProps {
  group: GroupName;
  query: string | undefined;
}

/** Deliveries that are doing alike; nothing when there are none. */
export const DeliveryGroup = ({ group, query }: DeliveryGroupProps) => {
  const classes = useStyles();
  const { t } = useMessages();
  const alertApi = useApi(alertApiRef);
  const [page, setPage] = useState(1);
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const [discarding, setDiscarding] = useState<number[]>();
  const deliveries = useDeliveries({ status: STATUSES_OF[group], query }, page);
  const decide = useDecideDeliveries();
  const list = deliveries.data;
  if (!list || (list.total === 0 && page === 1)) {
    return null;
  }
  const canRetry = group === 'dead';
  const canDiscard = ['dead', 'retrying', 'pending'].includes(group);
  // What is not on this page any more is not meant any more.
  const ids = list.items.map(({ id }) => id).filter(id => selected.has(id));

  const act = (
    action: 'retry' | 'discard',
    which: { ids: number[] } | { filter: { query?: string } },
  ) =>
    decide.mutate(
      { action, ...which },
      {
        onSuccess: ({ results, remaining }) => {
          const failed = results.filter(
            ({ outcome }) => outcome === 'failed' || outcome === 'unchanged',
          );
          setSelected(new Set());
          alertApi.post({
            message:
              failed.length > 0
                ? t('deliveries.someFailed', {
                    count: failed.length,
                    message: failed[0].message ?? '',
                  })
                : t(`deliveries.done.${action}`, {
                    count: results.length,
                    remaining: String(remaining),
                  }),
            severity: failed.length > 0 ? 'warning' : 'success',
            display: 'transient',
          });
        },
        onError: error =>
          alertApi.post({
            message: t('deliveries.failed', { message: messageOf(error) }),
            severity: 'error',
          }),
      },
    );
  const toggle = (id: number) =>
    setSelected(current => {
      const next = new Set(current);
      if (!next.delete(id)) {
        next.add(id);
      }
      return next;
    });
  const areAll = ids.length === list.items.length && ids.length > 0;

  return (
    <Paper component="section" aria-label={t(`deliveries.group.${group}`)}>
      <div className={classes.header}>
        {canDiscard && (
          <Checkbox
            size="small"
            checked={areAll}
            indeterminate={ids.length > 0 && !areAll}
            inputProps={{
              'aria-label': t('deliveries.selectAll', {
                group: t(`deliveries.group.${group}`),
              }),
            }}
            onChange={() =>
              setSelected(new Set(areAll ? [] : list.items.map(({ id }) => id)))
            }
          />
        )}
        <Typography variant="h6" component="h3">
          {t('deliveries.groupCount', {
            group: t(`deliveries.group.${group}`),
            total: String(list.total),
          })}
        </Typography>
        <div className={classes.actions}>
          {ids.length > 0 && canRetry && (
            <Button
              size="small"
              disabled={decide.isPending}
              onClick={() => act('retry', { ids })}
            >
              {t('deliveries.retrySelected', { count: ids.length })}
            </Button>
          )}
          {ids.length > 0 && canDiscard && (
            <Button
              size="small"
              disabled={decide.isPending}
              onClick={() => setDiscarding(ids)}
            >
              {t('deliveries.discardSelected', { count: ids.length })}
            </Button>
          )}
          {ids.length === 0 && canRetry && list.total > 1 && (
            <Button
              size="small"
              disabled={decide.isPending}
              onClick={() => act('retry', { filter: { query } })}
            >
              {t('deliveries.retryAll', { count: list.total })}
            </Button>
          )}
        </div>
      </div>
      <ul className={classes.list}>
        {list.items.map(delivery => (
          <DeliveryRow
            key={delivery.id}
            delivery={delivery}
            busy={decide.isPending}
            selected={selected.has(delivery.id)}
            onSelect={canDiscard ? () => toggle(delivery.id) : undefined}
            onRetry={
              canRetry ? () => act('retry', { ids: [delivery.id] }) : undefined
            }
            onDiscard={
              canDiscard && delivery.status !== 'delivering'
                ? () => setDiscarding([delivery.id])
                : undefined
            }
          />
        ))}
      </ul>
      <ListPaging
        list={list}
        page={page}
        size={DELIVERIES_PAGE_SIZE}
        onPage={setPage}
      />
      <ConfirmDialog
        open={discarding !== undefined}
        title={t('deliveries.discardTitle', {
          count: discarding?.length ?? 1,
        })}
        text={t('deliveries.discardText', { count: discarding?.length ?? 1 })}
        cancelLabel={t('deliveries.cancel')}
        confirmLabel={t('deliveries.discard')}
        onCancel={() => setDiscarding(undefined)}
        onConfirm={() => {
          setDiscarding(undefined);
          if (discarding) {
            act('discard', { ids: discarding });
          }
        }}
      />
    </Paper>
  );
};
