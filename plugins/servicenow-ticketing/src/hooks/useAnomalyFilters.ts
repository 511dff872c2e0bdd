import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import type {
  AnomalyListQuery,
  AnomalyStatus,
  Severity,
} from 'backstage-plugin-servicenow-ticketing-common';

/** What the list is ordered by; a leading `-` means descending. */
export type AnomalySort = (typeof SORTS)[number];

/** Snoozed ones are out of sight unless asked for. */
export type SnoozedChoice = (typeof SNOOZED_CHOICES)[number];

/** What the list shows; kept in the URL, so that a shared link shows the same view. */
export interface AnomalyFilters {
  query: string;
  status: AnomalyStatus[];
  severity: Severity[];
  type: string[];
  source: string[];
  hasTicket: boolean | undefined;
  unmatched: boolean;
  /** Entity refs: the user who looks after it, the owners of its entities, and one of these. */
  assignee: string;
  owner: string[];
  entity: string;
  snoozed: SnoozedChoice;
  sort: AnomalySort;
  /** Counts from 1. */
  page: number;
  size: number;
}

export const STATUSES: AnomalyStatus[] = ['Active', 'Acknowledged', 'Archived'];
export const SEVERITIES: Severity[] = ['critical', 'high', 'medium', 'low'];
export const SORTS = [
  '-last_seen_at',
  '-first_seen_at',
  'first_seen_at',
  '-severity',
  '-occurrence_count',
  'title',
] as const satisfies NonNullable<AnomalyListQuery['sort']>[];
export const SNOOZED_CHOICES = ['hidden', 'only', 'shown'] as const;
export const PAGE_SIZES = [10, 20, 50, 100];

/** What people have to deal with: everything that is not archived. */
export const OPEN_STATUSES: AnomalyStatus[] = ['Active', 'Acknowledged'];

export const DEFAULT_FILTERS: AnomalyFilters = {
  query: '',
  status: OPEN_STATUSES,
  severity: [],
  type: [],
  source: [],
  hasTicket: undefined,
  unmatched: false,
  assignee: '',
  owner: [],
  entity: '',
  snoozed: 'hidden',
  sort: '-last_seen_at',
  page: 1,
  size: 20,
};

const ANY = 'any';

const listOf = (text: string | null) => (text ?? '').split(',').filter(Boolean);

function knownOf<T extends string>(known: T[], text: string | null): T[] {
  const given = listOf(text);
  return known.filter(value => given.includes(value));
}

function parseStatus(text: string | null): AnomalyStatus[] {
  if (text === ANY) {
    return [];
  }
  const known = knownOf(STATUSES, text);
  return known.length > 0 ? known : OPEN_STATUSES;
}

/** Reads the filters of a URL; whatever it does not know falls back to the default. */
export function parseFilters(search: URLSearchParams): AnomalyFilters {
  const page = Number(search.get('page'));
  const size = Number(search.get('size'));
  const ticket = search.get('tickets');
  return {
    query: search.get('q') ?? '',
    status: parseStatus(search.get('status')),
    severity: knownOf(SEVERITIES, search.get('severity')),
    type: listOf(search.get('type')),
    source: listOf(search.get('source')),
    hasTicket:
      ticket === 'yes' || ticket === 'no' ? ticket === 'yes' : undefined,
    unmatched: search.get('unmatched') === 'yes',
    assignee: search.get('assignee') ?? '',
    owner: listOf(search.get('owner')),
    entity: search.get('entity') ?? '',
    snoozed:
      SNOOZED_CHOICES.find(choice => choice === search.get('snoozed')) ??
      DEFAULT_FILTERS.snoozed,
    sort:
      SORTS.find(sort => sort === search.get('sort')) ?? DEFAULT_FILTERS.sort,
    page: Number.isInteger(page) && page > 0 ? page : DEFAULT_FILTERS.page,
    size: PAGE_SIZES.includes(size) ? size : DEFAULT_FILTERS.size,
  };
}

const ticketText = (hasTicket: boolean | undefined) => {
  if (hasTicket === undefined) {
    return '';
  }
  return hasTicket ? 'yes' : 'no';
};

const unlessDefault = <T extends string | number>(value: T, usual: T) =>
  value === usual ? '' : String(value);

/** Writes the filters into a URL, leaving defaults out and everything else in it alone. */
export function writeFilters(
  search: URLSearchParams,
  filters: AnomalyFilters,
): URLSearchParams {
  const isOpen =
    filters.status.length === OPEN_STATUSES.length &&
    OPEN_STATUSES.every(status => filters.status.includes(status));
  const texts: Record<string, string> = {
    q: filters.query,
    status: isOpen ? '' : filters.status.join(',') || ANY,
    severity: filters.severity.join(','),
    type: filters.type.join(','),
    source: filters.source.join(','),
    tickets: ticketText(filters.hasTicket),
    unmatched: filters.unmatched ? 'yes' : '',
    assignee: filters.assignee,
    owner: filters.owner.join(','),
    entity: filters.entity,
    snoozed: unlessDefault(filters.snoozed, DEFAULT_FILTERS.snoozed),
    sort: unlessDefault(filters.sort, DEFAULT_FILTERS.sort),
    page: unlessDefault(filters.page, DEFAULT_FILTERS.page),
    size: unlessDefault(filters.size, DEFAULT_FILTERS.size),
  };
  const next = new URLSearchParams(search);
  for (const [name, text] of Object.entries(texts)) {
    if (text) {
      next.set(name, text);
    } else {
      next.delete(name);
    }
  }
  return next;
}

/** Whether the filters hide anything that the default view would show. */
export function isNarrowed(filters: AnomalyFilters): boolean {
  const { sort: _sort, page: _page, size: _size, ...rest } = filters;
  const search = writeFilters(new URLSearchParams(), {
    ...DEFAULT_FILTERS,
    ...rest,
  });
  return search.toString() !== '';
}

/** What to ask the backend for. */
export function toListQuery(
  filters: AnomalyFilters,
  entityRef: string | undefined,
): AnomalyListQuery {
  return {
    entity_ref: entityRef ?? (filters.entity || undefined),
    query: filters.query || undefined,
    status: filters.status,
    severity: filters.severity,
    type: filters.type,
    source: filters.source,
    has_ticket: filters.hasTicket,
    matched: filters.unmatched ? false : undefined,
    assignee: filters.assignee || undefined,
    owner: filters.owner,
    snoozed: { hidden: false, only: true, shown: undefined }[filters.snoozed],
    sort: filters.sort,
    page: filters.page,
    size: filters.size,
  };
}

/** The filters of the current URL and a way to change some of them. */
export function useAnomalyFilters() {
  const [search, setSearch] = useSearchParams();
  const filters = useMemo(() => parseFilters(search), [search]);

  const update = useCallback(
    (changes: Partial<AnomalyFilters>) => {
      setSearch(
        current =>
          // Another filter means other rows: what was page 5 is no place to stay at.
          writeFilters(current, {
            ...parseFilters(current),
            page: 1,
            ...changes,
          }),
        { replace: true },
      );
    },
    [setSearch],
  );

  const clear = useCallback(
    () =>
      setSearch(
        current =>
          writeFilters(current, {
            ...DEFAULT_FILTERS,
            sort: parseFilters(current).sort,
            size: parseFilters(current).size,
          }),
        { replace: true },
      ),
    [setSearch],
  );

  return { filters, update, clear };
}
