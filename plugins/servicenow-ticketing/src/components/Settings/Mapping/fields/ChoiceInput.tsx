import { memo } from 'react';
import type { FormChoice } from 'backstage-plugin-servicenow-ticketing-common';
import { makeStyles } from '@material-ui/core/styles';
import WarningIcon from '@material-ui/icons/WarningOutlined';
import Autocomplete from '@material-ui/lab/Autocomplete';
import type { FieldChoices } from '../../../../hooks/useIntegrationMapping';
import { useMessages } from '../../../../hooks/useMessages';
import { TextInput, inputId, type InputProps } from './TextInput';

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

/** Choices that depend on several values repeat. */
const unique = (choices: FormChoice[]) => [
  ...new Map(choices.map(choice => [choice.value, choice])).values(),
];

const valueOf = (option: FormChoice | string | null) =>
  typeof option === 'string' ? option : option?.value ?? '';

/** A value with suggestions; any other one can be typed, and is marked where ServiceNow is known not to have it. */
export const ChoiceInput = memo(
  ({ known, ...input }: InputProps & { known: FieldChoices }) => {
    const { path, text, onChange } = input;
    const classes = useStyles();
    const { t } = useMessages();
    const choices = unique(known.choices);
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
        : input.help;
    };
    const explained = { ...input, help: explain() };
    if (input.isReadOnly) {
      return <TextInput {...explained} />;
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
        getOptionLabel={valueOf}
        // The value is a text here, though the options are choices.
        getOptionSelected={option => option.value === text.trim()}
        filterOptions={options => matching(options, text)}
        onChange={(_event, option) => onChange(path, valueOf(option))}
        onInputChange={(_event, typed, reason) => {
          if (reason !== 'reset') {
            onChange(path, typed);
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
        renderInput={params => <TextInput {...params} {...explained} />}
      />
    );
  },
);
