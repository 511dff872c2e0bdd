import { FormEvent, useState } from 'react';
import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import type { UnmatchedDataset } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { DATASET_KINDS } from '../../hooks/datasetKinds';
import { messageOf } from '../../hooks/errors';
import type { CatalogOption } from '../../hooks/useCatalogSearch';
import { useAssignDataset, useUnassignDataset } from '../../hooks/useDatasets';
import { rootRouteRef } from '../../routes';
import { useMessages } from '../../hooks/useMessages';
import { useDecisions } from '../Decisions';
import { EntityPicker } from '../EntityPicker';
import { RelativeTime } from '../RelativeTime';
import { Suggestions } from './Suggestions';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 420px)',
    alignItems: 'center',
    gap: theme.spacing(1, 3),
    padding: theme.spacing(1.5, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  form: { display: 'flex', gap: theme.spacing(1), alignItems: 'center' },
  picker: { flex: 1 },
  failure: { gridColumn: '1 / -1' },
}));

interface UnmatchedRowProps {
  item: UnmatchedDataset;
  /** Entities are suggested at once, not only when somebody turns to the row. */
  suggestsAtOnce: boolean;
}

/** A dataset, what is wrong with it, and which entity it is. */
export const UnmatchedRow = (props: UnmatchedRowProps) => {
  const { item, suggestsAtOnce } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const root = useRouteRef(rootRouteRef)();
  const { offerUndo } = useDecisions();
  const assign = useAssignDataset();
  const unassign = useUnassignDataset();
  const [entity, setEntity] = useState<CatalogOption>();
  const [isTouched, setTouched] = useState(false);
  const name = item.dataset.fqn ?? item.dataset.name;

  const assignTo = (chosen: Pick<CatalogOption, 'entityRef' | 'title'>) =>
    assign.mutate(
      { key: item.key, entity_refs: [chosen.entityRef] },
      {
        onSuccess: ({ id, anomaly_count: count }) =>
          offerUndo({
            message: t('unmatched.assigned', {
              dataset: name,
              entity: chosen.title,
              count,
            }),
            undo: async () => {
              await unassign.mutateAsync(id);
              offerUndo({ message: t('unmatched.removed', { dataset: name }) });
            },
          }),
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (entity && !assign.isPending) {
      assignTo(entity);
    }
  };

  return (
    <li
      className={classes.root}
      onFocus={() => setTouched(true)}
      onMouseEnter={() => setTouched(true)}
    >
      <div>
        <Typography variant="body1" dir="auto">
          {name}
        </Typography>
        <Typography variant="body2" color="textSecondary" component="div">
          {item.dataset.platform && `${item.dataset.platform} · `}
          {t('unmatched.count', { count: item.anomaly_count })}
          {' · '}
          {t('unmatched.seen', {
            when: <RelativeTime value={item.last_seen_at} inList />,
          })}
          {' · '}
          {item.sources.join(', ')}
        </Typography>
        <Typography variant="body2" component="div" dir="auto">
          {t('unmatched.sample', {
            title: (
              <Link to={`${root}?anomaly=${item.sample.anomaly_id}`}>
                {item.sample.title}
              </Link>
            ),
          })}
        </Typography>
      </div>
      <div>
        <form className={classes.form} onSubmit={submit}>
          <EntityPicker
            id={`servicenow-ticketing-entity-of-${item.sample.anomaly_id}`}
            className={classes.picker}
            label={t('unmatched.pick', { dataset: item.dataset.name })}
            kinds={DATASET_KINDS}
            value={entity}
            onChange={setEntity}
          />
          <Button
            type="submit"
            variant="outlined"
            color="primary"
            disabled={!entity || assign.isPending}
            aria-label={t('unmatched.assignFor', { dataset: name })}
          >
            {t('unmatched.assign')}
          </Button>
        </form>
        <Suggestions
          datasetKey={item.key}
          dataset={name}
          isAsked={suggestsAtOnce || isTouched}
          disabled={assign.isPending}
          onChoose={assignTo}
        />
      </div>
      {assign.error && (
        <Alert severity="error" className={classes.failure}>
          {t('unmatched.failed', {
            dataset: name,
            message: messageOf(assign.error),
          })}
        </Alert>
      )}
    </li>
  );
};
