import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import { makeStyles } from '@material-ui/core/styles';
import { DATASET_KINDS } from '../../hooks/datasetKinds';
import { AnomalyFilters } from '../../hooks/useAnomalyFilters';
import { useIdentity } from '../../hooks/useIdentity';
import { useMessages } from '../../hooks/useMessages';
import { EntityPicker } from '../EntityPicker';
import { personName } from '../personName';
import { PickOne } from '../PickOne';

const SEPARATOR = ',';

const useStyles = makeStyles({ entity: { flex: '1 1 200px', minWidth: 180 } });

interface EntityFiltersProps {
  filters: AnomalyFilters;
  onChange: (changes: Partial<AnomalyFilters>) => void;
}

/** Filters by the entities that anomalies belong to, and by who owns these. */
export const EntityFilters = ({ filters, onChange }: EntityFiltersProps) => {
  const classes = useStyles();
  const { t } = useMessages();
  const identity = useIdentity();
  const mine = identity?.ownershipEntityRefs.join(SEPARATOR);
  const chosen = filters.owner.join(SEPARATOR);
  const groups = (identity?.ownershipEntityRefs ?? []).filter(ref =>
    ref.startsWith('group:'),
  );
  const owners = [
    { value: '', label: t('board.filters.all') },
    ...(mine ? [{ value: mine, label: t('board.filters.ownerMine') }] : []),
    ...groups
      .filter(ref => ref !== mine)
      .map(ref => ({ value: ref, label: personName(ref) })),
  ];
  if (!owners.some(({ value }) => value === chosen)) {
    // A shared link may name somebody else.
    const label = filters.owner.map(personName).join(', ');
    owners.push({ value: chosen, label });
  }
  return (
    <>
      <EntityPicker
        id="anomaly-filter-entity"
        className={classes.entity}
        label={t('board.filters.entity')}
        kinds={DATASET_KINDS}
        value={
          filters.entity
            ? {
                entityRef: filters.entity,
                title: personName(filters.entity),
                hint: filters.entity,
              }
            : undefined
        }
        onChange={option => onChange({ entity: option?.entityRef ?? '' })}
      />
      <PickOne
        id="anomaly-filter-owner"
        label={t('board.filters.owner')}
        options={owners}
        value={chosen}
        onChange={value =>
          onChange({ owner: value.split(SEPARATOR).filter(Boolean) })
        }
      />
      <FormControlLabel
        control={
          <Checkbox
            color="primary"
            size="small"
            checked={filters.unmatched}
            onChange={(_event, unmatched) => onChange({ unmatched })}
          />
        }
        label={t('board.filters.unmatched')}
      />
    </>
  );
};
