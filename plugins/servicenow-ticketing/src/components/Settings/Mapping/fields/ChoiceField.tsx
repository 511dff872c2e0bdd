import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { FormChoice } from 'backstage-plugin-servicenow-ticketing-common';
import { makeStyles } from '@material-ui/core/styles';
import WarningIcon from '@material-ui/icons/WarningOutlined';
import Autocomplete from '@material-ui/lab/Autocomplete';
import type { FieldChoices } from '../../../../hooks/useIntegrationMapping';
import { servicenowTicketingTranslationRef } from '../../../../translation';
import { MappingField, inputId, type MappingFieldProps } from './MappingField';

const useStyles = makeStyles(theme => ({
  warning: {
    color: theme.palette.warning.main,
    verticalAlign: 'text-bottom',
    marginRight: theme.spacing(0.5),
  },
  value: {
    color: theme.palette.text.secondary,
    marginLeft: theme.spacing(1),
  },
  option: { overflowWrap: 'anywhere' },
}));

/** All choices while one of them stands in the input, so that another one can be seen; else those that match. */
const matching = (choices: FormChoice[], text: string) => {
  const typed = text.trim().toLowerCase();
  return choices.some(({ value }) => value.toLowerCase() === typed)
    ? choices
    : choices.filter(({ value, label }) =>
        `${value} ${label}`.toLowerCase().includes(typed),
      );
};

/** A value with suggestions; any other one can be typed, and is marked where ServiceNow is known not to have it. */
export const ChoiceField = (
  props: MappingFieldProps & { known: FieldChoices },
) => {
  const { form, path, help, known } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const text = form.draft.texts[path];
  // Choices that depend on several values repeat.
  const choices = known.choices.filter(
    ({ value }, index) =>
      known.choices.findIndex(other => other.value === value) === index,
  );
  const chosen = choices.find(({ value }) => value === text.trim());
  const isUnknown =
    known.areOwn && choices.length > 0 && text.trim() !== '' && !chosen;

  const explain = () => {
    if (isUnknown) {
      return (
        <>
          <WarningIcon
            className={classes.warning}
            fontSize="inherit"
            aria-hidden
          />
          {t('mapping.notAmongChoices')}
        </>
      );
    }
    return chosen && chosen.label !== chosen.value
      ? t('mapping.means', { label: chosen.label })
      : help;
  };
  const input = { ...props, help: explain() };
  if (form.isReadOnly) {
    return <MappingField {...withoutKnown(input)} />;
  }
  return (
    <Autocomplete<FormChoice, false, false, true>
      id={inputId(path)}
      freeSolo
      forcePopupIcon={choices.length > 0}
      size="small"
      options={choices}
      value={text}
      inputValue={text}
      getOptionLabel={option =>
        typeof option === 'string' ? option : option.value
      }
      // The value is a text here, though the options are choices.
      getOptionSelected={option => option.value === text.trim()}
      filterOptions={options => matching(options, text)}
      onChange={(_event, option) =>
        form.change(
          path,
          typeof option === 'string' ? option : option?.value ?? '',
        )
      }
      onInputChange={(_event, typed, reason) => {
        if (reason !== 'reset') {
          form.change(path, typed);
        }
      }}
      renderOption={option => (
        <span className={classes.option}>
          {option.label}
          {option.label !== option.value && (
            <span className={classes.value}>{option.value}</span>
          )}
        </span>
      )}
      renderInput={params => (
        <MappingField
          {...withoutKnown(input)}
          {...params}
          onChange={undefined}
          value={undefined}
        />
      )}
    />
  );
};

function withoutKnown<T extends { known: FieldChoices }>({
  known: _known,
  ...rest
}: T): Omit<T, 'known'> {
  return rest;
}
