import type { ReferenceTableName } from 'backstage-plugin-servicenow-ticketing-common';
import { ReferencePicker } from '../../../ReferencePicker';
import { MappingField, type MappingFieldProps } from './MappingField';
import { errorText, inputId } from './TextInput';

interface ReferenceFieldProps extends MappingFieldProps {
  integrationId: number;
  table: ReferenceTableName;
  /** Name or sys_id of a group whose members come first. */
  group?: string;
}

/** A record of ServiceNow that new tickets begin with, by name or sys_id. */
export const ReferenceField = (props: ReferenceFieldProps) => {
  const { form, path, label, help, integrationId, table, group } = props;
  if (form.isReadOnly) {
    return <MappingField form={form} path={path} label={label} help={help} />;
  }
  const error = form.errorOf(path);
  return (
    <ReferencePicker
      id={inputId(path)}
      label={label}
      integrationId={integrationId}
      table={table}
      group={group}
      value={form.draft.texts[path]}
      error={Boolean(error)}
      helperText={errorText(label, error) ?? help}
      isLenient
      onChange={text => form.change(path, text)}
    />
  );
};
