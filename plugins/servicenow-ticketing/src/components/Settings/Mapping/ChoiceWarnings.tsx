import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { useMessages } from '../../../hooks/useMessages';
import type { SectionProps } from './sections/SectionProps';

const useStyles = makeStyles(theme => ({
  root: { margin: theme.spacing(2) },
  list: { margin: 0, paddingLeft: theme.spacing(2) },
  message: { overflowWrap: 'anywhere' },
}));

/** Why the choices are not the instance's own; once, however many fields are concerned. */
export const ChoiceWarnings = ({ choices }: Pick<SectionProps, 'choices'>) => {
  const classes = useStyles();
  const { t } = useMessages();
  const words = [
    ...choices.warnings,
    ...choices.failures.map(failure => t('mapping.choicesFailed', failure)),
  ];
  if (words.length === 0) {
    return null;
  }
  return (
    <Alert severity="warning" className={classes.root}>
      <AlertTitle>{t('mapping.choicesTitle')}</AlertTitle>
      <ul className={classes.list}>
        {words.map(word => (
          <li key={word} className={classes.message}>
            {word}
          </li>
        ))}
      </ul>
      {t('mapping.choicesText')}
    </Alert>
  );
};
