import type { PreviewMappingResponse } from 'backstage-plugin-servicenow-ticketing-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../../../hooks/useMessages';

const useStyles = makeStyles(theme => ({
  list: { margin: 0, transition: 'opacity 150ms' },
  outdated: { opacity: 0.6 },
  field: {
    fontFamily: 'monospace',
    fontSize: '0.8125rem',
    color: theme.palette.text.secondary,
    marginTop: theme.spacing(1.5),
    overflowWrap: 'anywhere',
  },
  value: {
    margin: 0,
    padding: theme.spacing(0.5, 1),
    maxHeight: 280,
    overflowY: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    unicodeBidi: 'isolate',
    borderLeft: `3px solid ${theme.palette.divider}`,
  },
}));

interface PreviewedFieldsProps {
  fields: PreviewMappingResponse['fields'];
  /** Whether the next answer is on its way. */
  isOutdated: boolean;
}

/** Each ServiceNow field and its value, as text. */
export const PreviewedFields = (props: PreviewedFieldsProps) => {
  const { fields, isOutdated } = props;
  const classes = useStyles();
  const { t } = useMessages();
  if (fields.length === 0) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('mapping.preview.empty')}
      </Typography>
    );
  }
  return (
    <dl
      className={`${classes.list} ${isOutdated ? classes.outdated : ''}`}
      aria-label={t('mapping.preview.label')}
      aria-busy={isOutdated}
    >
      {fields.map(({ field, value }) => (
        <div key={field}>
          <dt className={classes.field}>{field}</dt>
          <Typography
            variant="body2"
            component="dd"
            className={classes.value}
            dir="auto"
          >
            {value}
          </Typography>
        </div>
      ))}
    </dl>
  );
};
