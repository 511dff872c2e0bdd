import { integrationAdminPermission } from 'backstage-plugin-servicenow-ticketing-common';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { usePermission } from '@backstage/plugin-permission-react';
import { useMessages } from '../../hooks/useMessages';
import { DecisionsProvider, UndoSnackbar } from '../Decisions';
import { Forbidden } from '../Forbidden';
import { AssignmentsList } from './AssignmentsList';
import { UnmatchedList } from './UnmatchedList';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(3),
  },
  section: { padding: theme.spacing(2) },
}));

/** Datasets that no entity of the catalog stands for, and what was assigned by hand. */
export const UnmatchedDatasets = () => {
  const classes = useStyles();
  const { t } = useMessages();
  const admin = usePermission({ permission: integrationAdminPermission });
  if (admin.loading) {
    return null;
  }
  if (!admin.allowed) {
    return (
      <Paper>
        <Forbidden
          title={t('unmatched.forbiddenTitle')}
          permission={integrationAdminPermission}
        />
      </Paper>
    );
  }
  return (
    <DecisionsProvider>
      <div className={classes.root}>
        <Typography variant="body2">{t('unmatched.intro')}</Typography>
        <Paper className={classes.section}>
          <UnmatchedList />
        </Paper>
        <Paper className={classes.section}>
          <AssignmentsList />
        </Paper>
      </div>
      <UndoSnackbar />
    </DecisionsProvider>
  );
};
