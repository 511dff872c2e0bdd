import { ReactNode, memo } from 'react';
import TextField, { TextFieldProps } from '@material-ui/core/TextField';
import { isRequired } from '../draft/checkMapping';
import type { MappingPath } from '../draft/mappingDraft';

/** One input of a mapping. Nothing in it changes while another one is typed in. */
export interface InputProps {
  path: MappingPath;
  label: string;
  help?: ReactNode;
  text: string;
  error?: string;
  isReadOnly: boolean;
  onChange: (path: MappingPath, text: string) => void;
}

/** The id of an input, for labels and descriptions. */
export const inputId = (path: string) =>
  `servicenow-ticketing-mapping-${path.replace(/\./g, '-')}`;

/** An error as a sentence that names its field; some of the backend's are whole sentences already. */
export const errorText = (label: string, error: string | undefined) =>
  error && /^[a-z]/.test(error) ? `${label} ${error}` : error;

type TextInputProps = InputProps &
  Pick<
    TextFieldProps,
    'children' | 'multiline' | 'select' | 'SelectProps' | 'InputProps'
  >;

/** A text, with what is wrong with it or what it is for. */
export const TextInput = memo((props: TextInputProps) => {
  const { path, label, help, text, error, isReadOnly, onChange, ...rest } =
    props;
  return (
    <TextField
      id={inputId(path)}
      fullWidth
      size="small"
      value={text}
      onChange={event => onChange(path, event.target.value)}
      {...rest}
      variant="outlined"
      label={label}
      required={isRequired(path) && !isReadOnly}
      error={Boolean(error)}
      helperText={errorText(label, error) ?? help}
      InputProps={{ ...rest.InputProps, readOnly: isReadOnly }}
    />
  );
});
