import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { messageOf } from '../../../../hooks/errors';
import { useMessages } from '../../../../hooks/useMessages';
import { AnomalyPicker } from './AnomalyPicker';
import { PreviewedFields } from './PreviewedFields';
import type { TemplatePreviewState } from './useTemplatePreview';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    padding: theme.spacing(2),
    minWidth: 0,
  },
  message: { overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
}));

const TITLE_ID = 'servicenow-ticketing-preview-title';

interface TemplatePreviewProps {
  preview: TemplatePreviewState;
  /** Whether something that is marked must be corrected before there can be a new preview. */
  isInvalid: boolean;
}

/** What creating a ticket for a real anomaly would send, while the mapping is edited. */
export const TemplatePreview = (props: TemplatePreviewProps) => {
  const { preview, isInvalid } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const { answer, shown } = preview;

  const content = () => {
    if (preview.hasNone && !preview.anomaly) {
      return (
        <Typography variant="body2" color="textSecondary">
          {t('mapping.preview.noneAtAll')}
        </Typography>
      );
    }
    if (!shown) {
      return (
        !isInvalid &&
        !answer.error && (
          <div role="status" aria-label={t('mapping.preview.loading')}>
            <Skeleton height={48} />
            <Skeleton height={48} />
            <Skeleton variant="rect" height={120} />
          </div>
        )
      );
    }
    return (
      <>
        {shown.warnings.map(warning => (
          <Alert key={warning} severity="warning" className={classes.message}>
            {warning}
          </Alert>
        ))}
        <PreviewedFields
          fields={shown.fields}
          isOutdated={isInvalid || answer.isFetching || Boolean(answer.error)}
        />
      </>
    );
  };

  return (
    <Paper
      component="section"
      className={classes.root}
      aria-labelledby={TITLE_ID}
    >
      <div>
        <Typography id={TITLE_ID} variant="h6" component="h3">
          {t('mapping.preview.title')}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {t('mapping.preview.text')}
        </Typography>
      </div>
      <AnomalyPicker value={preview.anomaly} onChange={preview.choose} />
      {isInvalid && (
        <Alert severity="info">{t('mapping.preview.invalid')}</Alert>
      )}
      {answer.error && !isInvalid && (
        <Alert severity="error" className={classes.message}>
          {t('mapping.preview.failed', { message: messageOf(answer.error) })}
        </Alert>
      )}
      {content()}
    </Paper>
  );
};
