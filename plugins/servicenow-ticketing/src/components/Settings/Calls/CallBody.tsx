import { useState } from 'react';
import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import CopyIcon from '@material-ui/icons/FileCopyOutlined';
import useCopyToClipboard from 'react-use/esm/useCopyToClipboard';
import { useMessages } from '../../../hooks/useMessages';

const useStyles = makeStyles(theme => ({
  title: { display: 'flex', alignItems: 'center', gap: theme.spacing(0.5) },
  body: {
    margin: 0,
    padding: theme.spacing(1),
    maxHeight: 320,
    overflow: 'auto',
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    unicodeBidi: 'plaintext',
    fontSize: '0.8125rem',
    backgroundColor: theme.palette.background.default,
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
  },
}));

/** Copies a text as it came, and says so. */
export const CopyButton = (props: { text: string; label: string }) => {
  const { text, label } = props;
  const { t } = useMessages();
  const [copied, copy] = useCopyToClipboard();
  const [isFresh, setFresh] = useState(false);
  const isCopied = isFresh && copied.value === text && !copied.error;
  return (
    <Tooltip title={isCopied ? t('calls.copied') : label}>
      <IconButton
        size="small"
        aria-label={label}
        onClick={() => {
          copy(text);
          setFresh(true);
        }}
        onMouseLeave={() => setFresh(false)}
        onBlur={() => setFresh(false)}
      >
        <CopyIcon fontSize="inherit" />
      </IconButton>
    </Tooltip>
  );
};

interface CallBodyProps {
  title: string;
  copyLabel: string;
  /** As it reads best; `undefined` when there is none. */
  text: string | undefined;
  /** Why there is none. */
  whyNone: string;
}

/** What was sent or came back, as text and nothing else. */
export const CallBody = (props: CallBodyProps) => {
  const { title, copyLabel, text, whyNone } = props;
  const classes = useStyles();
  return (
    <section aria-label={title}>
      <div className={classes.title}>
        <Typography variant="subtitle2" component="h4">
          {title}
        </Typography>
        {text && <CopyButton text={text} label={copyLabel} />}
      </div>
      {text ? (
        // Scrolls, so that the keyboard must be able to get there.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <pre className={classes.body} tabIndex={0} dir="ltr">
          {text}
        </pre>
      ) : (
        <Typography variant="body2" color="textSecondary">
          {whyNone}
        </Typography>
      )}
    </section>
  );
};
