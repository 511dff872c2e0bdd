import { useState } from 'react';
import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import type { DatasetAssignment } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { messageOf } from '../../hooks/errors';
import {
  DATASETS_PAGE_SIZE,
  useAssignDataset,
  useDatasetAssignments,
  useUnassignDataset,
} from '../../hooks/useDatasets';
import { useMessages } from '../../hooks/useMessages';
import { ListPaging } from '../ListPaging';
import { useDecisions } from '../Decisions';
import { personName } from '../personName';
import { RelativeTime } from '../RelativeTime';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(1, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
  },
}));

const AssignmentRow = ({ assignment }: { assignment: DatasetAssignment }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const { offerUndo } = useDecisions();
  const assign = useAssignDataset();
  const unassign = useUnassignDataset();
  const { id, key, dataset_name: dataset, entity_refs: refs } = assignment;

  const remove = () =>
    unassign.mutate(id, {
      onSuccess: () =>
        offerUndo({
          message: t('unmatched.removed', { dataset }),
          undo: async () => {
            const { anomaly_count: count } = await assign.mutateAsync({
              key,
              entity_refs: refs,
            });
            offerUndo({
              message: t('unmatched.assigned', {
                dataset,
                entity: refs.map(personName).join(', '),
                count,
              }),
            });
          },
        }),
    });
  return (
    <li className={classes.row}>
      <div>
        <Typography variant="body2" component="div">
          <span dir="auto">{dataset}</span>
          {' → '}
          <EntityRefLinks entityRefs={refs} />
        </Typography>
        <Typography variant="body2" color="textSecondary" component="div">
          {t('unmatched.by', {
            name: personName(assignment.assigned_by),
            when: <RelativeTime value={assignment.assigned_at} />,
          })}
        </Typography>
        {unassign.error && (
          <Alert severity="error">
            {t('unmatched.removeFailed', {
              dataset,
              message: messageOf(unassign.error),
            })}
          </Alert>
        )}
      </div>
      <Button
        size="small"
        variant="outlined"
        disabled={unassign.isPending}
        aria-label={t('unmatched.removeFor', { dataset })}
        onClick={remove}
      >
        {t('unmatched.remove')}
      </Button>
    </li>
  );
};

/** What was assigned by hand, by whom. */
export const AssignmentsList = () => {
  const classes = useStyles();
  const { t } = useMessages();
  const [page, setPage] = useState(1);
  const { data, error } = useDatasetAssignments(page);
  return (
    <section aria-label={t('unmatched.assignments')}>
      <Typography variant="h6" component="h2" gutterBottom>
        {t('unmatched.assignments')}
      </Typography>
      {error && <Alert severity="warning">{messageOf(error)}</Alert>}
      {!data && !error && <Skeleton width="60%" />}
      {data?.total === 0 && (
        <Typography variant="body2" color="textSecondary">
          {t('unmatched.assignmentsNone')}
        </Typography>
      )}
      <ul className={classes.list}>
        {data?.items.map(assignment => (
          <AssignmentRow key={assignment.id} assignment={assignment} />
        ))}
      </ul>
      <ListPaging
        list={data}
        page={page}
        size={DATASETS_PAGE_SIZE}
        onPage={setPage}
      />
    </section>
  );
};
