import { useMessages } from '../../hooks/useMessages';
import { useTableStyles } from './useTableStyles';

interface TableHeaderProps {
  showEntity: boolean;
  canSelect: boolean;
  /** Rows on the page, and how many of them are selected. */
  total: number;
  selected: number;
  onSelectAll: (isSelecting: boolean) => void;
}

/** What the columns are, and a box that selects the page. */
export const TableHeader = (props: TableHeaderProps) => {
  const { showEntity, canSelect, total, selected, onSelectAll } = props;
  const classes = useTableStyles();
  const { t } = useMessages();
  const titles = [
    t('board.table.state'),
    t('board.table.anomaly'),
    showEntity ? t('board.table.entity') : t('board.table.dataset'),
    t('board.table.seen'),
    t('board.table.tickets'),
  ];
  return (
    <div role="rowgroup">
      <div
        role="row"
        className={`${classes.row} ${classes.head} ${
          canSelect ? '' : classes.withoutSelection
        }`}
      >
        {canSelect && (
          <div role="columnheader">
            <input
              type="checkbox"
              className={classes.checkbox}
              aria-label={t('board.table.selectPage')}
              disabled={total === 0}
              checked={total > 0 && selected === total}
              ref={box => {
                if (box) {
                  box.indeterminate = selected > 0 && selected < total;
                }
              }}
              onChange={event => onSelectAll(event.target.checked)}
            />
          </div>
        )}
        {titles.map(title => (
          <div key={title} role="columnheader">
            {title}
          </div>
        ))}
      </div>
    </div>
  );
};
