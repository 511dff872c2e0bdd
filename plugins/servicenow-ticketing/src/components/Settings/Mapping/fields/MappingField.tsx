import { ReactNode } from 'react';
import TextField, { TextFieldProps } from '@material-ui/core/TextField';
import { isRequired } from '../draft/checkMapping';
import type { MappingPath } from '../draft/mappingDraft';
import type { MappingForm } from '../draft/useMappingForm';

/** What every input of a mapping needs. */
export interface MappingFieldProps {
  form: MappingForm;
  path: MappingPath;
  label: string;
  help?: ReactNode;
}

/** An error as a sentence that names its field; some of the backend's are whole sentences already. */
export const errorText = (label: string, error: string | undefined) =>
  error && /^[a-z]/.test(error) ? `${label} ${error}` : error;

/** The id of an input, for labels and descriptions. */
export const inputId = (path: string) =>
  `servicenow-ticketing-mapping-${path.replace(/\./g, '-')}`;

/** One input of the mapping, with what is wrong with it or what it is for. */
export const MappingField = (
  props: MappingFieldProps & Omit<TextFieldProps, 'label' | 'variant'>,
) => {
  const { form, path, label, help, InputProps, ...rest } = props;
  const error = form.errorOf(path);
  return (
    <TextField
      id={inputId(path)}
      fullWidth
      size="small"
      value={form.draft.texts[path]}
      onChange={event => form.change(path, event.target.value)}
      {...rest}
      variant="outlined"
      label={label}
      required={isRequired(path) && !form.isReadOnly}
      error={Boolean(error)}
      helperText={errorText(label, error) ?? help}
      InputProps={{ ...InputProps, readOnly: form.isReadOnly }}
    />
  );
};
