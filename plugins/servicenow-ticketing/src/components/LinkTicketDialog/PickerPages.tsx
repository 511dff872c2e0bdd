import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../hooks/useMessages';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    gap: theme.spacing(1),
    minHeight: 32,
  },
}));

interface PickerPagesProps {
  page: number;
  pages: number;
  onPage: (page: number) => void;
}

/** The way to further results; nothing when one page holds all. */
export const PickerPages = ({ page, pages, onPage }: PickerPagesProps) => {
  const classes = useStyles();
  const { t } = useMessages();
  return (
    <div className={classes.root}>
      {pages > 1 && (
        <>
          <Button
            size="small"
            disabled={page <= 1}
            onClick={() => onPage(page - 1)}
          >
            {t('tickets.link.previous')}
          </Button>
          <Typography variant="caption" role="status">
            {t('tickets.link.page', {
              page: String(page),
              pages: String(pages),
            })}
          </Typography>
          <Button
            size="small"
            disabled={page >= pages}
            onClick={() => onPage(page + 1)}
          >
            {t('tickets.link.next')}
          </Button>
        </>
      )}
    </div>
  );
};
