import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import MenuItem from '@material-ui/core/MenuItem';
import { servicenowTicketingTranslationRef } from '../../../../translation';
import { ChoiceField } from '../fields/ChoiceField';
import { MappingField } from '../fields/MappingField';
import { Section } from './Section';
import type { SectionProps } from './SectionProps';
import { useFieldTexts } from './useFieldTexts';

const CALLERS = ['signed-in-user', 'service-account'] as const;

/** What a new ticket begins with. */
export const DefaultsSection = ({ form, choices }: SectionProps) => {
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const texts = useFieldTexts();
  return (
    <Section name="defaults">
      <ChoiceField
        form={form}
        known={choices.of.category}
        {...texts('category')}
      />
      <ChoiceField
        form={form}
        known={choices.of.subcategory}
        {...texts('subcategory')}
      />
      <MappingField form={form} {...texts('assignment_group')} />
      <MappingField form={form} {...texts('assigned_to')} />
      <MappingField
        form={form}
        {...texts('caller')}
        select
        SelectProps={{
          readOnly: form.isReadOnly,
          MenuProps: { getContentAnchorEl: null },
        }}
      >
        {CALLERS.map(caller => (
          <MenuItem key={caller} value={caller}>
            {t(`mapping.caller.${caller}`)}
          </MenuItem>
        ))}
      </MappingField>
      <MappingField form={form} {...texts('correlation_display')} />
    </Section>
  );
};
