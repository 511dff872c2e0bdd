import Chip from '@material-ui/core/Chip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { CatalogOption } from '../../hooks/useCatalogSearch';
import { useEntitySuggestions } from '../../hooks/useDatasets';
import { useMessages } from '../../hooks/useMessages';

/** More would be no help to choose. */
const MAX_SHOWN = 3;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
    marginTop: theme.spacing(1),
  },
  chip: { margin: 0, maxWidth: '100%' },
}));

interface SuggestionsProps {
  datasetKey: string;
  /** What people call it. */
  dataset: string;
  isAsked: boolean;
  disabled: boolean;
  onChoose: (entity: Pick<CatalogOption, 'entityRef' | 'title'>) => void;
}

/** Entities that look like a dataset, of which one click chooses one; nothing where none does. */
export const Suggestions = (props: SuggestionsProps) => {
  const { datasetKey, dataset, isAsked, disabled, onChoose } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const { data } = useEntitySuggestions(datasetKey, isAsked);
  const items = data?.items.slice(0, MAX_SHOWN) ?? [];
  if (items.length === 0) {
    return null;
  }
  return (
    <div
      className={classes.root}
      role="group"
      aria-label={t('unmatched.likelyLabel', { dataset })}
    >
      <Typography variant="caption" color="textSecondary">
        {t('unmatched.likely')}
      </Typography>
      {items.map(({ entity_ref: entityRef, title, matched }) => (
        <Chip
          key={entityRef}
          className={classes.chip}
          size="small"
          variant="outlined"
          label={title}
          disabled={disabled}
          title={t('unmatched.likelyHint', {
            entity: entityRef,
            text: matched.text,
          })}
          onClick={() => onChoose({ entityRef, title })}
        />
      ))}
    </div>
  );
};
