import type { FieldChoices } from '../../../../hooks/useIntegrationMapping';
import { ChoiceInput } from './ChoiceInput';
import { toInput, type MappingFieldProps } from './MappingField';

/** A value of the mapping that ServiceNow may list. */
export const ChoiceField = (
  props: MappingFieldProps & { known: FieldChoices },
) => <ChoiceInput {...toInput(props)} known={props.known} />;
