import { AnomalyFilters, SNOOZED_CHOICES } from '../../hooks/useAnomalyFilters';
import { useIdentity } from '../../hooks/useIdentity';
import { useMessages } from '../../hooks/useMessages';
import { personName } from '../personName';
import { PickOne } from '../PickOne';

const ANYBODY = '';

interface PeopleFiltersProps {
  filters: AnomalyFilters;
  onChange: (changes: Partial<AnomalyFilters>) => void;
}

/** Filters by who looks after anomalies, and by what was put out of sight. */
export const PeopleFilters = ({ filters, onChange }: PeopleFiltersProps) => {
  const { t } = useMessages();
  const me = useIdentity()?.userEntityRef;
  const { assignee } = filters;
  const people = [
    { value: ANYBODY, label: t('board.filters.all') },
    ...(me ? [{ value: me, label: t('board.filters.assigneeMe') }] : []),
    // A shared link may name somebody else.
    ...(assignee && assignee !== me
      ? [{ value: assignee, label: personName(assignee) }]
      : []),
  ];
  return (
    <>
      <PickOne
        id="anomaly-filter-assignee"
        label={t('board.filters.assignee')}
        options={people}
        value={assignee}
        onChange={value => onChange({ assignee: value })}
      />
      <PickOne
        id="anomaly-filter-snoozed"
        label={t('board.filters.snoozed')}
        options={SNOOZED_CHOICES.map(value => ({
          value,
          label: t(`board.filters.snoozedChoice.${value}`),
        }))}
        value={filters.snoozed}
        onChange={snoozed => onChange({ snoozed })}
      />
    </>
  );
};
