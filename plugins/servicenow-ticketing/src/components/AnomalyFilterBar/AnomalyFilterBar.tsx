import { ReactNode, useState } from 'react';
import type { AnomalyFacets } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import { Theme, makeStyles } from '@material-ui/core/styles';
import useMediaQuery from '@material-ui/core/useMediaQuery';
import FilterIcon from '@material-ui/icons/FilterList';
import {
  AnomalyFilters,
  OPEN_STATUSES,
  SEVERITIES,
  SORTS,
  STATUSES,
  isNarrowed,
} from '../../hooks/useAnomalyFilters';
import { useMessages } from '../../hooks/useMessages';
import { PickOne } from '../PickOne';
import { ChoiceFilter } from './ChoiceFilter';
import { EntityFilters } from './EntityFilters';
import { PeopleFilters } from './PeopleFilters';
import { SearchField } from './SearchField';
import { toOptions } from './toOptions';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5, 1),
  },
}));

interface AnomalyFilterBarProps {
  filters: AnomalyFilters;
  /** What there is to filter by; `undefined` until that is known. */
  facets: AnomalyFacets | undefined;
  /** It is about all entities, not about one. */
  isOverview: boolean;
  onChange: (changes: Partial<AnomalyFilters>) => void;
  onClear: () => void;
  /** What stands at the end of the bar. */
  children: ReactNode;
}

const isOpenOnly = (filters: AnomalyFilters) =>
  filters.status.length === OPEN_STATUSES.length &&
  OPEN_STATUSES.every(status => filters.status.includes(status));

type TicketChoice = 'any' | 'yes' | 'no';

function ticketChoiceOf(hasTicket: boolean | undefined): TicketChoice {
  if (hasTicket === undefined) {
    return 'any';
  }
  return hasTicket ? 'yes' : 'no';
}

/** Search, filters and order of the list. */
export const AnomalyFilterBar = (props: AnomalyFilterBarProps) => {
  const { filters, facets, isOverview, onChange } = props;
  const classes = useStyles();
  const { t } = useMessages();

  // On narrow screens they would leave no room for the list.
  const isNarrow = useMediaQuery<Theme>(theme => theme.breakpoints.down('sm'), {
    noSsr: true,
  });
  const [isOpen, setOpen] = useState(false);

  const all = t('board.filters.all');
  const summarize = (
    options: { value: string; label: string }[],
    chosen: string[],
  ) =>
    options
      .filter(option => chosen.includes(option.value))
      .map(option => option.label)
      .join(', ') || all;
  const statuses = STATUSES.map(value => ({
    value,
    label: t(`anomaly.status.${value}`),
  }));
  const severities = SEVERITIES.map(value => ({
    value,
    label: t(`anomaly.severity.${value}`),
  }));
  const types = toOptions(facets?.types, filters.type);
  const sources = toOptions(facets?.sources, filters.source);
  const tickets: { value: TicketChoice; label: string }[] = [
    { value: 'any', label: all },
    { value: 'yes', label: t('board.filters.withTicket') },
    { value: 'no', label: t('board.filters.withoutTicket') },
  ];
  const sorts = SORTS.map(value => ({
    value,
    label: t(`board.sort.${value}`),
  }));

  return (
    <div
      className={classes.root}
      role="search"
      aria-label={t('board.filters.label')}
    >
      <SearchField
        value={filters.query}
        onChange={query => onChange({ query })}
      />
      {isNarrow && (
        <Button
          size="small"
          startIcon={<FilterIcon />}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {t(isOpen ? 'board.filters.hide' : 'board.filters.show')}
        </Button>
      )}
      {(isOpen || !isNarrow) && (
        <>
          {isOverview && (
            <EntityFilters filters={filters} onChange={onChange} />
          )}
          <ChoiceFilter
            id="anomaly-filter-status"
            label={t('board.filters.status')}
            options={statuses}
            value={filters.status}
            summary={
              isOpenOnly(filters)
                ? t('board.filters.statusOpen')
                : summarize(statuses, filters.status)
            }
            onChange={status => onChange({ status })}
          />
          <ChoiceFilter
            id="anomaly-filter-severity"
            label={t('board.filters.severity')}
            options={severities}
            value={filters.severity}
            summary={summarize(severities, filters.severity)}
            onChange={severity => onChange({ severity })}
          />
          <ChoiceFilter
            id="anomaly-filter-type"
            label={t('board.filters.type')}
            options={types}
            value={filters.type}
            summary={summarize(types, filters.type)}
            onChange={type => onChange({ type })}
          />
          <ChoiceFilter
            id="anomaly-filter-source"
            label={t('board.filters.source')}
            options={sources}
            value={filters.source}
            summary={summarize(sources, filters.source)}
            onChange={source => onChange({ source })}
          />
          <PickOne
            id="anomaly-filter-ticket"
            label={t('board.filters.ticket')}
            options={tickets}
            value={ticketChoiceOf(filters.hasTicket)}
            onChange={value =>
              onChange({
                hasTicket: value === 'any' ? undefined : value === 'yes',
              })
            }
          />
          <PeopleFilters filters={filters} onChange={onChange} />
          <PickOne
            id="anomaly-sort"
            label={t('board.filters.sort')}
            isWide
            options={sorts}
            value={filters.sort}
            onChange={sort => onChange({ sort })}
          />
        </>
      )}
      {isNarrowed(filters) && (
        <Button size="small" color="primary" onClick={props.onClear}>
          {t('board.filters.clear')}
        </Button>
      )}
      {props.children}
    </div>
  );
};
