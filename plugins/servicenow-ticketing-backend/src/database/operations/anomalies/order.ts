import type { ListAnomaliesRequest } from 'backstage-plugin-servicenow-ticketing-common';

/** A column that rows are sorted by. @internal */
export interface SortColumn {
  column:
    | 'severity'
    | 'last_seen_at'
    | 'first_seen_at'
    | 'occurrence_count'
    | 'title'
    | 'id';
  order: 'asc' | 'desc';
}

/** As much of a title as decides about its place: an index holds no more. @internal */
export const SORTED_TITLE_LENGTH = 200;

/** What a list is sorted by; the id is always the last, so that no two rows are equal. @internal */
export function orderOf(sort: ListAnomaliesRequest['sort']): SortColumn[] {
  const descending = sort.startsWith('-');
  const column = sort.replace('-', '') as SortColumn['column'];
  const order = descending ? 'desc' : 'asc';
  switch (column) {
    case 'severity':
      // Severities are stored as ranks, 1 being the worst: the most severe come first when descending.
      return [
        { column: 'severity', order: descending ? 'asc' : 'desc' },
        { column: 'last_seen_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ];
    case 'last_seen_at':
      return [
        { column: 'last_seen_at', order },
        { column: 'id', order },
      ];
    default:
      return [
        { column, order },
        { column: 'last_seen_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ];
  }
}

/** The SQL of what a column is compared by, as the indexes have it. @internal */
export function sortExpression({ column }: SortColumn): string {
  return column === 'title'
    ? `substr(anomalies.title, 1, ${SORTED_TITLE_LENGTH})`
    : `anomalies.${column}`;
}
