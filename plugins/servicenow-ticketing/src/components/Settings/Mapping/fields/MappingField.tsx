import { ReactNode } from 'react';
import type { TextFieldProps } from '@material-ui/core/TextField';
import type { MappingPath } from '../draft/mappingDraft';
import type { MappingForm } from '../draft/useMappingForm';
import { TextInput, type InputProps } from './TextInput';

/** Where an input stands in the form, and what it is called. */
export interface MappingFieldProps {
  form: MappingForm;
  path: MappingPath;
  label: string;
  help?: ReactNode;
}

/** What of the form concerns an input. */
export function toInput(props: MappingFieldProps): InputProps {
  const { form, path, label, help } = props;
  return {
    path,
    label,
    help,
    text: form.draft.texts[path],
    error: form.errorOf(path),
    isReadOnly: form.isReadOnly,
    onChange: form.change,
  };
}

/** A text of the mapping. */
export const MappingField = (
  props: MappingFieldProps &
    Pick<TextFieldProps, 'children' | 'multiline' | 'select' | 'SelectProps'>,
) => {
  const { form, path, label, help, ...rest } = props;
  return <TextInput {...toInput({ form, path, label, help })} {...rest} />;
};
