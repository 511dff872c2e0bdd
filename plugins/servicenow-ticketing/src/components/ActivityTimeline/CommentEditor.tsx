import { KeyboardEvent, ReactNode, useState } from 'react';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { MAX_COMMENT_LENGTH } from 'backstage-plugin-servicenow-ticketing-common';
import { useMessages } from '../../hooks/useMessages';
import { Markdown } from '../Markdown';

type View = 'write' | 'preview';

const useStyles = makeStyles(theme => ({
  tabs: { minHeight: 32, marginBottom: theme.spacing(1) },
  tab: { minHeight: 32, minWidth: 80, padding: theme.spacing(0.5, 1) },
  preview: {
    minHeight: 57,
    padding: theme.spacing(0.5, 1.5),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
}));

interface CommentEditorProps {
  id: string;
  label: string;
  hint: ReactNode;
  text: string;
  autoFocus?: boolean;
  onChange: (text: string) => void;
  onSend: () => void;
}

/** A box for markdown, and how it will look. */
export const CommentEditor = (props: CommentEditorProps) => {
  const { id, label, hint, text, autoFocus, onChange, onSend } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const [view, setView] = useState<View>('write');
  const sendOnShortcut = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      onSend();
    }
  };

  return (
    <div>
      <Tabs
        className={classes.tabs}
        value={view}
        indicatorColor="primary"
        aria-label={t('activity.views')}
        onChange={(_event, next) => setView(next)}
      >
        <Tab
          className={classes.tab}
          value="write"
          id={`${id}-write`}
          aria-controls={`${id}-panel`}
          label={t('activity.write')}
        />
        <Tab
          className={classes.tab}
          value="preview"
          id={`${id}-preview`}
          aria-controls={`${id}-panel`}
          label={t('activity.preview')}
        />
      </Tabs>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${view}`}>
        {view === 'write' ? (
          <TextField
            id={id}
            variant="outlined"
            size="small"
            fullWidth
            multiline
            minRows={2}
            maxRows={10}
            // eslint-disable-next-line jsx-a11y/no-autofocus -- only where somebody asked to edit
            autoFocus={autoFocus}
            label={label}
            helperText={hint}
            value={text}
            onChange={event => onChange(event.target.value)}
            onKeyDown={sendOnShortcut}
            inputProps={{ maxLength: MAX_COMMENT_LENGTH, dir: 'auto' }}
          />
        ) : (
          <div className={classes.preview}>
            {text.trim() ? (
              <Markdown text={text} />
            ) : (
              <Typography variant="body2" color="textSecondary">
                {t('activity.previewEmpty')}
              </Typography>
            )}
          </div>
        )}
      </div>
    </div>
  );
};
