import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import AddIcon from '@material-ui/icons/Add';
import { useMessages } from '../../../hooks/useMessages';
import { RuleCard } from './RuleCard';
import type { SyncForm } from './useSyncForm';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: theme.spacing(1, 0), padding: 0 },
  none: { margin: theme.spacing(1, 0) },
}));

/** The rules, in the order in which they are asked. */
export const RulesEditor = ({ form }: { form: SyncForm }) => {
  const { draft, isReadOnly } = form;
  const classes = useStyles();
  const { t } = useMessages();
  return (
    <>
      <Typography variant="subtitle1" component="h4">
        {t('sync.rules.title')}
      </Typography>
      {draft.rules.length > 0 ? (
        <>
          <Typography variant="body2" color="textSecondary">
            {t('sync.rules.text')}
          </Typography>
          <ol className={classes.list}>
            {draft.rules.map((rule, index) => (
              <RuleCard key={rule.key} form={form} rule={rule} index={index} />
            ))}
          </ol>
        </>
      ) : (
        <Typography
          variant="body2"
          color="textSecondary"
          className={classes.none}
        >
          {t('sync.rules.none')}
        </Typography>
      )}
      {!isReadOnly && (
        <Button startIcon={<AddIcon />} onClick={form.addRule}>
          {t('sync.rules.add')}
        </Button>
      )}
    </>
  );
};
