import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../../hooks/useMessages';

const useStyles = makeStyles(theme => ({
  root: {
    position: 'sticky',
    bottom: 0,
    zIndex: 1,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 2),
    borderTop: `1px solid ${theme.palette.divider}`,
    backgroundColor: theme.palette.background.paper,
  },
  state: { marginRight: 'auto' },
}));

interface SaveBarProps {
  /** Default: that of the mapping. */
  saveLabel?: string;
  isDirty: boolean;
  isInvalid: boolean;
  isSaving: boolean;
  onReset: () => void;
}

/** Says whether there is something to save, and saves or forgets it; always in sight. */
export const SaveBar = (props: SaveBarProps) => {
  const { saveLabel, isDirty, isInvalid, isSaving, onReset } = props;
  const classes = useStyles();
  const { t } = useMessages();
  return (
    <div className={classes.root}>
      <Typography
        variant="body2"
        className={classes.state}
        color={isInvalid ? 'error' : 'textSecondary'}
        role="status"
      >
        {isDirty &&
          t(isInvalid ? 'mapping.save.invalid' : 'mapping.save.unsaved')}
      </Typography>
      <Button disabled={!isDirty || isSaving} onClick={onReset}>
        {t('mapping.save.reset')}
      </Button>
      <Button
        type="submit"
        variant="contained"
        color="primary"
        // Also when something is wrong: pressing it leads there.
        disabled={!isDirty || isSaving}
      >
        {isSaving
          ? t('mapping.save.saving')
          : saveLabel ?? t('mapping.save.save')}
      </Button>
    </div>
  );
};
