import { useEffect, useRef } from 'react';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import AddIcon from '@material-ui/icons/Add';
import DeleteIcon from '@material-ui/icons/DeleteOutline';
import { useMessages } from '../../../../hooks/useMessages';
import { nameInput, templateInput } from '../draft/checkMapping';
import type { MappedField } from '../draft/mappingDraft';
import type { MappingForm } from '../draft/useMappingForm';
import { errorText, inputId } from '../fields/TextInput';
import { TemplateInput } from '../fields/TemplateInput';

const useStyles = makeStyles(theme => ({
  root: {
    gridColumn: '1 / -1',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    gap: theme.spacing(2),
  },
  row: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
  },
  name: { flex: '2 1 160px' },
  template: { flex: '3 1 220px', minWidth: 0 },
  add: { alignSelf: 'flex-start' },
}));

interface MappedFieldRowProps {
  form: MappingForm;
  field: MappedField;
  onRemove: () => void;
}

const MappedFieldRow = ({ form, field, onRemove }: MappedFieldRowProps) => {
  const classes = useStyles();
  const { t } = useMessages();
  const name = field.name.trim() || t('mapping.fields.newField');
  const templateLabel = t('mapping.fields.template', { field: name });
  const nameError = form.errorOf(nameInput(field));
  const templateError = form.errorOf(templateInput(field));
  return (
    <div className={classes.row} role="group" aria-label={name}>
      <TextField
        id={inputId(nameInput(field))}
        className={classes.name}
        size="small"
        variant="outlined"
        label={t('mapping.fields.name')}
        value={field.name}
        error={Boolean(nameError)}
        helperText={errorText(t('mapping.fields.name'), nameError)}
        onChange={event =>
          form.changeField({ ...field, name: event.target.value })
        }
        InputProps={{ readOnly: form.isReadOnly }}
        inputProps={{ spellCheck: false, autoComplete: 'off' }}
      />
      <div className={classes.template}>
        <TemplateInput
          id={inputId(templateInput(field))}
          label={templateLabel}
          value={field.template}
          isReadOnly={form.isReadOnly}
          error={Boolean(templateError)}
          helperText={errorText(templateLabel, templateError)}
          onChange={template => form.changeField({ ...field, template })}
        />
      </div>
      {!form.isReadOnly && (
        <IconButton
          size="small"
          aria-label={t('mapping.fields.remove', { field: name })}
          onClick={onRemove}
        >
          <DeleteIcon fontSize="small" />
        </IconButton>
      )}
    </div>
  );
};

/** Fields with templates of their own, as many as wanted. */
export const MappedFields = ({ form }: { form: MappingForm }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const root = useRef<HTMLDivElement>(null);
  const addButton = useRef<HTMLButtonElement>(null);
  const { fields } = form.draft;
  const isAdding = useRef(false);
  useEffect(() => {
    if (isAdding.current) {
      isAdding.current = false;
      // The name of the field that was just added.
      root.current
        ?.querySelector<HTMLInputElement>('[role=group]:last-of-type input')
        ?.focus();
    }
  }, [fields]);

  return (
    <div ref={root} className={classes.root}>
      <div>
        <Typography variant="subtitle2" component="h4">
          {t('mapping.fields.title')}
        </Typography>
        <Typography variant="body2" color="textSecondary">
          {t('mapping.fields.text')}
          {fields.length === 0 && ` ${t('mapping.fields.none')}`}
        </Typography>
      </div>
      {fields.map(field => (
        <MappedFieldRow
          key={field.key}
          form={form}
          field={field}
          onRemove={() => {
            form.removeField(field.key);
            // What had the focus is gone.
            addButton.current?.focus();
          }}
        />
      ))}
      {!form.isReadOnly && (
        <Button
          ref={addButton}
          size="small"
          className={classes.add}
          startIcon={<AddIcon />}
          onClick={() => {
            isAdding.current = true;
            form.addField();
          }}
        >
          {t('mapping.fields.add')}
        </Button>
      )}
    </div>
  );
};
