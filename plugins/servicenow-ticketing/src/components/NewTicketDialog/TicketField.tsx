import {
  referenceTable,
  type FormField,
} from 'backstage-plugin-servicenow-ticketing-common';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../hooks/useMessages';
import { ReferencePicker } from '../ReferencePicker';
import { DescriptionField } from './DescriptionField';
import type { TicketForm } from './useTicketForm';

const useStyles = makeStyles(theme => ({
  wide: { gridColumn: '1 / -1' },
  derived: { gridColumn: '1 / -1', marginTop: theme.spacing(-1) },
}));

interface TicketFieldProps {
  field: FormField;
  integrationId: number;
  form: TicketForm;
  /** The label of the priority ServiceNow will derive. */
  priority: string | undefined;
  labelOf: (name: string) => string;
}

const TEXT_ROWS = 4;

/** One field of the form, as its specification says. */
export const TicketField = (props: TicketFieldProps) => {
  const { field, form, priority, integrationId, labelOf } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const value = form.valueOf(field.name);
  const error = form.errors[field.name];

  if (field.type === 'derived') {
    return (
      <Typography
        variant="body2"
        className={classes.derived}
        role="status"
        aria-live="polite"
      >
        {priority
          ? t('tickets.create.priority', { priority })
          : t('tickets.create.priorityUnknown')}
      </Typography>
    );
  }

  const parent = field.depends_on ? form.valueOf(field.depends_on) : undefined;
  const isBlocked = parent === '';
  const choices = field.choices.filter(
    choice =>
      parent === undefined ||
      choice.dependent_value === null ||
      choice.dependent_value === parent,
  );
  const isText = field.type === 'text';
  const isWide = isText || field.type === 'string';

  const helper = () => {
    if (error) {
      return `${field.label} ${error}`;
    }
    if (isBlocked && field.depends_on) {
      return t('tickets.create.chooseFirst', {
        field: labelOf(field.depends_on),
      });
    }
    if (field.name === 'description') {
      return field.help ?? t('tickets.create.descriptionHint');
    }
    if (field.type === 'reference') {
      return field.help ?? t('tickets.create.nameOrSysId');
    }
    return field.help ?? undefined;
  };
  const counter =
    field.type === 'string' && field.max_length
      ? t('tickets.create.counter', {
          used: String(value.length),
          max: String(field.max_length),
        })
      : '';
  const id = `servicenow-ticketing-field-${field.name}`;
  // A default that is not among the choices still is what will be sent.
  const isUnlisted =
    value !== '' && !choices.some(choice => choice.value === value);

  if (field.name === 'description') {
    return (
      <DescriptionField
        id={id}
        label={field.label}
        value={value}
        error={Boolean(error)}
        helperText={helper() ?? ''}
        onChange={description => form.change(field.name, description)}
      />
    );
  }
  const table = referenceTable.safeParse(field.reference);
  if (field.type === 'reference' && table.success) {
    return (
      <ReferencePicker
        id={id}
        label={field.label}
        integrationId={integrationId}
        table={table.data}
        group={
          field.name === 'assigned_to'
            ? form.valueOf('assignment_group') || undefined
            : undefined
        }
        value={value}
        required={field.required}
        error={Boolean(error)}
        helperText={helper()}
        onChange={chosen => form.change(field.name, chosen)}
      />
    );
  }

  return (
    <TextField
      id={id}
      className={isWide ? classes.wide : undefined}
      variant="outlined"
      size="small"
      fullWidth
      label={field.label}
      required={field.required}
      value={value}
      error={Boolean(error)}
      disabled={isBlocked}
      helperText={[helper(), counter].filter(Boolean).join(' · ')}
      // What to do first must stay readable.
      FormHelperTextProps={{ disabled: false }}
      onChange={event => form.change(field.name, event.target.value)}
      multiline={isText}
      minRows={isText ? TEXT_ROWS : undefined}
      maxRows={isText ? 3 * TEXT_ROWS : undefined}
      select={field.type === 'choice'}
      SelectProps={{ MenuProps: { getContentAnchorEl: null } }}
    >
      {field.type === 'choice' &&
        [
          !field.required && (
            <MenuItem key="" value="">
              {t('tickets.create.none')}
            </MenuItem>
          ),
          isUnlisted && (
            <MenuItem key="unlisted" value={value}>
              {value}
            </MenuItem>
          ),
          ...choices.map(choice => (
            <MenuItem key={choice.value} value={choice.value}>
              {choice.label}
            </MenuItem>
          )),
        ].filter(Boolean)}
    </TextField>
  );
};
