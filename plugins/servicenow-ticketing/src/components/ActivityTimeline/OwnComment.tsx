import { FormEvent, useState } from 'react';
import type { Activity } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { messageOf } from '../../hooks/errors';
import { useDeleteComment, useEditComment } from '../../hooks/useComments';
import { useMessages } from '../../hooks/useMessages';
import { ConfirmDialog } from '../ConfirmDialog';
import { Markdown } from '../Markdown';
import { CommentEditor } from './CommentEditor';

const useStyles = makeStyles(theme => ({
  buttons: { display: 'flex', gap: theme.spacing(1) },
}));

interface EditCommentProps {
  entry: Activity;
  onClose: () => void;
}

const EditComment = ({ entry, onClose }: EditCommentProps) => {
  const classes = useStyles();
  const { t } = useMessages();
  const edit = useEditComment(entry.anomaly_id);
  const [text, setText] = useState(entry.body ?? '');
  const canSave = text.trim() !== '' && !edit.isPending;
  const save = () => {
    if (canSave) {
      edit.mutate(
        { activityId: entry.id, body: text.trim() },
        { onSuccess: onClose },
      );
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- hears what is typed in its fields
    <form
      onSubmit={submit}
      onKeyDown={event => {
        if (event.key === 'Escape') {
          // Only this ends, not the drawer around it.
          event.stopPropagation();
          onClose();
        }
      }}
    >
      <CommentEditor
        id={`servicenow-ticketing-comment-${entry.id}`}
        label={t('activity.editComment')}
        hint={t('activity.editNote')}
        text={text}
        // eslint-disable-next-line jsx-a11y/no-autofocus -- somebody asked to edit it
        autoFocus
        onChange={setText}
        onSend={save}
      />
      {edit.error && (
        <Alert severity="error">
          {t('activity.commentFailed', { message: messageOf(edit.error) })}
        </Alert>
      )}
      <div className={classes.buttons}>
        <Button type="submit" size="small" color="primary" disabled={!canSave}>
          {t('activity.save')}
        </Button>
        <Button size="small" onClick={onClose}>
          {t('activity.cancel')}
        </Button>
      </div>
    </form>
  );
};

/** A comment of the reader's own, which may be changed and taken back. */
export const OwnComment = ({ entry }: { entry: Activity }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const remove = useDeleteComment(entry.anomaly_id);
  const [mode, setMode] = useState<'read' | 'edit' | 'delete'>('read');

  if (mode === 'edit') {
    return <EditComment entry={entry} onClose={() => setMode('read')} />;
  }
  return (
    <>
      <Markdown text={entry.body ?? ''} />
      {remove.error && (
        <Alert severity="error">
          {t('activity.commentFailed', { message: messageOf(remove.error) })}
        </Alert>
      )}
      <div className={classes.buttons}>
        <Button size="small" onClick={() => setMode('edit')}>
          {t('activity.edit')}
        </Button>
        <Button
          size="small"
          disabled={remove.isPending}
          onClick={() => setMode('delete')}
        >
          {t('activity.delete')}
        </Button>
      </div>
      <ConfirmDialog
        open={mode === 'delete'}
        title={t('activity.deleteTitle')}
        text={t('activity.deleteText')}
        cancelLabel={t('activity.cancel')}
        confirmLabel={t('activity.delete')}
        onCancel={() => setMode('read')}
        onConfirm={() => {
          setMode('read');
          remove.mutate(entry.id);
        }}
      />
    </>
  );
};
