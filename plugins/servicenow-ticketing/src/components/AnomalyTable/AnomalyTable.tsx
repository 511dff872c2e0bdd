import { memo, useMemo } from 'react';
import { useHref, useLocation, useNavigate } from 'react-router-dom';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import type {
  Anomaly,
  ListAnomaliesResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import { useMessages } from '../../hooks/useMessages';
import { AnomalyRow, RowContext } from './AnomalyRow';
import { SkeletonRows } from './SkeletonRows';
import { TableHeader } from './TableHeader';
import { useGradualRows } from './useGradualRows';

const SKELETON_ROWS = 5;

export interface AnomalyTableProps {
  /** `undefined` while the first answer is on its way. */
  list: ListAnomaliesResponse | undefined;
  openId: number | undefined;
  selected: ReadonlySet<number>;
  showEntity: boolean;
  canSelect: boolean;
  canAddTicket: boolean;
  onOpen: (id: number) => void;
  onToggle: (id: number, isRange: boolean) => void;
  onSelectAll: (isSelecting: boolean) => void;
  onAddTicket: (anomaly: Anomaly) => void;
}

/** One page of anomalies. */
export const AnomalyTable = memo((props: AnomalyTableProps) => {
  const { openId, selected, showEntity, canSelect, canAddTicket } = props;
  const { onOpen, onToggle, onAddTicket } = props;
  const { t } = useMessages();
  const navigate = useNavigate();
  const entityHref = useEntityRefLink();
  // In a new tab the anomaly is what matters, not the filters.
  const href = useHref(useLocation().pathname);
  const rows = useGradualRows(props.list?.items);

  const context = useMemo<RowContext>(
    () => ({
      showEntity,
      canSelect,
      canAddTicket,
      hrefOf: id => `${href}?anomaly=${id}`,
      entityHref,
      onOpen,
      onFollow: to => navigate(to),
      onToggle,
      onAddTicket,
    }),
    // How to navigate and where entities are stays the same while the page does.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [showEntity, canSelect, canAddTicket, href, onOpen, onToggle, onAddTicket],
  );

  return (
    <div
      role="table"
      aria-label={rows ? t('board.table.label') : t('board.table.loading')}
      aria-busy={!rows}
    >
      <TableHeader
        showEntity={showEntity}
        canSelect={canSelect}
        total={props.list?.items.length ?? 0}
        selected={selected.size}
        onSelectAll={props.onSelectAll}
      />
      <div role="rowgroup">
        {rows ? (
          rows.map(anomaly => (
            <AnomalyRow
              key={anomaly.id}
              anomaly={anomaly}
              isOpen={anomaly.id === openId}
              isSelected={selected.has(anomaly.id)}
              context={context}
            />
          ))
        ) : (
          <SkeletonRows count={SKELETON_ROWS} canSelect={canSelect} />
        )}
      </div>
    </div>
  );
});
