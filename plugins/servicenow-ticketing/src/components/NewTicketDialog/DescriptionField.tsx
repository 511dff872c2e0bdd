import { useState } from 'react';
import Button from '@material-ui/core/Button';
import FormHelperText from '@material-ui/core/FormHelperText';
import Paper from '@material-ui/core/Paper';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../hooks/useMessages';

const useStyles = makeStyles(theme => ({
  root: { gridColumn: '1 / -1' },
  header: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
  },
  preview: {
    padding: theme.spacing(1, 1.5),
    maxHeight: 180,
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    fontFamily: theme.typography.fontFamily,
    margin: 0,
  },
}));

const ROWS = 6;

interface DescriptionFieldProps {
  id: string;
  label: string;
  value: string;
  helperText: string;
  error: boolean;
  onChange: (value: string) => void;
}

/** The description: shown as ServiceNow will show it, a plain text, until somebody wants to change it. */
export const DescriptionField = (props: DescriptionFieldProps) => {
  const { id, label, value, error, helperText, onChange } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const [isEdited, setEdited] = useState(value === '');
  const isEditing = isEdited || error;

  return (
    <div className={classes.root}>
      <div className={classes.header}>
        <Typography variant="subtitle2" component="span" id={`${id}-title`}>
          {isEditing ? label : t('tickets.create.preview')}
        </Typography>
        <Button
          size="small"
          disabled={error || (isEditing && value === '')}
          aria-label={
            isEditing
              ? t('tickets.create.previewDescription')
              : t('tickets.create.editDescription')
          }
          onClick={() => setEdited(!isEditing)}
        >
          {isEditing
            ? t('tickets.create.showPreview')
            : t('tickets.create.edit')}
        </Button>
      </div>
      {isEditing ? (
        <TextField
          id={id}
          variant="outlined"
          size="small"
          fullWidth
          multiline
          minRows={ROWS}
          maxRows={2 * ROWS}
          value={value}
          error={error}
          inputProps={{ 'aria-label': label, dir: 'auto' }}
          helperText={helperText}
          onChange={event => onChange(event.target.value)}
        />
      ) : (
        <>
          <Paper
            variant="outlined"
            component="pre"
            className={classes.preview}
            dir="auto"
            // Long descriptions scroll, which must be possible without a mouse.
            tabIndex={0}
            role="region"
            aria-labelledby={`${id}-title`}
          >
            {value}
          </Paper>
          <FormHelperText variant="outlined">{helperText}</FormHelperText>
        </>
      )}
    </div>
  );
};
