import { lazy, Suspense } from 'react';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';

// What renders markdown is big: it is fetched when the first comment shows.
const MarkdownText = lazy(() => import('./MarkdownText'));

const useStyles = makeStyles({
  plain: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
});

/** Text from elsewhere, exactly as it is. */
export const PlainText = ({ text }: { text: string }) => {
  const classes = useStyles();
  return (
    <Typography
      variant="body2"
      component="div"
      className={classes.plain}
      dir="auto"
    >
      {text}
    </Typography>
  );
};

/** Text of people, as markdown; plain until that can be shown. */
export const Markdown = ({ text }: { text: string }) => (
  <Suspense fallback={<PlainText text={text} />}>
    <MarkdownText text={text} />
  </Suspense>
);
