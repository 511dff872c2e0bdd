import { MarkdownContent } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { webAddress } from '../SafeLink';
import { escapeMarkup } from './escapeMarkup';

const useStyles = makeStyles(theme => ({
  root: {
    ...theme.typography.body2,
    overflowWrap: 'anywhere',
    '& p': { margin: theme.spacing(0.5, 0) },
    '& pre': { overflowX: 'auto', whiteSpace: 'pre-wrap' },
    '& h1, & h2, & h3, & h4, & h5, & h6': {
      margin: theme.spacing(1, 0, 0.5),
      fontSize: '1rem',
    },
    '& table': { display: 'block', overflowX: 'auto' },
  },
}));

/** What people write, as markdown. Markup in it is text, links lead to web pages only, and no picture is fetched. */
const MarkdownText = ({ text }: { text: string }) => {
  const classes = useStyles();
  return (
    <div dir="auto">
      <MarkdownContent
        className={classes.root}
        content={escapeMarkup(text)}
        linkTarget="_blank"
        transformLinkUri={uri => webAddress(uri) ?? ''}
        transformImageUri={() => ''}
      />
    </div>
  );
};

export default MarkdownText;
