import type { MappingChoices } from '../../../../hooks/useIntegrationMapping';
import type { MappingForm } from '../draft/useMappingForm';

/** The inputs whose values ServiceNow lists. */
export type ChoiceName =
  | 'state'
  | 'closeCode'
  | 'primary'
  | 'secondary'
  | 'category'
  | 'subcategory';

/** What the sections of the editor are made from. */
export interface SectionProps {
  form: MappingForm;
  choices: MappingChoices<ChoiceName>;
}
