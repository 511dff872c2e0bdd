import { FormEvent } from 'react';
import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import useSessionStorage from 'react-use/esm/useSessionStorage';
import { messageOf } from '../../hooks/errors';
import { useAddComment } from '../../hooks/useAnomalyChanges';
import { useMessages } from '../../hooks/useMessages';
import { useTicketNames } from '../TicketChip';
import { CommentEditor } from './CommentEditor';

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', flexDirection: 'column', gap: theme.spacing(1) },
  send: { alignSelf: 'flex-end' },
}));

const isMac = () => navigator.platform.startsWith('Mac');

/** A comment on the anomaly, which its tickets get as a work note. What is typed survives closing the drawer. */
export const CommentBox = ({ anomaly }: { anomaly: Anomaly }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const tickets = useTicketNames(anomaly);
  const addComment = useAddComment(anomaly.id);
  const [text, setText] = useSessionStorage(
    `servicenow-ticketing.comment.${anomaly.id}`,
    '',
  );
  const canSend = text.trim() !== '' && !addComment.isPending;

  const send = () => {
    if (canSend) {
      addComment.mutate(text.trim(), { onSuccess: () => setText('') });
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };

  return (
    <form className={classes.root} onSubmit={submit}>
      <CommentEditor
        id="servicenow-ticketing-comment"
        label={t('activity.comment')}
        hint={
          <>
            <span>
              {tickets
                ? t('activity.commentGoesTo', { tickets })
                : t('activity.commentStays')}
            </span>{' '}
            <span>
              {t('activity.markdown', {
                shortcut: isMac() ? '⌘ Enter' : 'Ctrl Enter',
              })}
            </span>
          </>
        }
        text={text}
        onChange={setText}
        onSend={send}
      />
      {addComment.error && (
        <Alert severity="error">
          {t('activity.commentFailed', {
            message: messageOf(addComment.error),
          })}
        </Alert>
      )}
      <Button
        type="submit"
        className={classes.send}
        variant="outlined"
        disabled={!canSend}
      >
        {t('activity.send')}
      </Button>
    </form>
  );
};
