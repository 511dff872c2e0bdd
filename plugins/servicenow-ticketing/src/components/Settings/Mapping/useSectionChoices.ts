import { useMappingChoices } from '../../../hooks/useIntegrationMapping';
import type { MappingDraft } from './draft/mappingDraft';

/** The choices of every input whose values ServiceNow lists, for what is typed at the moment. */
export function useSectionChoices(integrationId: number, draft: MappingDraft) {
  const { texts, hasSecondary } = draft;
  const textOf = (path: keyof typeof texts) => texts[path].trim();
  return useMappingChoices(integrationId, {
    table: textOf('table'),
    fields: {
      state: { field: 'state' },
      closeCode: { field: textOf('close.code_field') },
      primary: { field: textOf('severity.primary.field') },
      secondary: {
        field: hasSecondary ? textOf('severity.secondary.field') : '',
      },
      category: { field: 'category' },
      subcategory: {
        field: 'subcategory',
        dependentValue: textOf('category') || undefined,
      },
    },
  });
}
