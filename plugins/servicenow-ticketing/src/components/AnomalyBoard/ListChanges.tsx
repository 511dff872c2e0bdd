import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../hooks/useMessages';

const useStyles = makeStyles(theme => ({
  // It lies over the head of the table, so that nothing moves when it comes.
  root: {
    position: 'absolute',
    zIndex: 2,
    top: theme.spacing(0.5),
    left: '50%',
    transform: 'translateX(-50%)',
    borderRadius: theme.shape.borderRadius,
    boxShadow: theme.shadows[2],
    whiteSpace: 'nowrap',
  },
  anchor: { position: 'relative', height: 0 },
}));

interface ListChangesProps {
  added: number;
  removed: number;
  onShow: () => void;
}

/** Says that there is more to see than the list shows, and shows it. */
export const ListChanges = (props: ListChangesProps) => {
  const { added, removed, onShow } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const texts = [
    added > 0 && t('board.changed.added', { count: added }),
    removed > 0 && t('board.changed.removed', { count: removed }),
  ].filter(Boolean);
  return (
    <div className={classes.anchor} role="status">
      {texts.length > 0 && (
        <Button
          className={classes.root}
          variant="contained"
          color="primary"
          size="small"
          onClick={onShow}
        >
          {`${texts.join(', ')} — ${t('board.changed.show')}`}
        </Button>
      )}
    </div>
  );
};
