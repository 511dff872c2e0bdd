import { ChoiceField } from '../fields/ChoiceField';
import { MappingField } from '../fields/MappingField';
import { Section } from './Section';
import type { SectionProps } from './SectionProps';
import { useFieldTexts } from './useFieldTexts';

/** What ServiceNow wants to know when a ticket is resolved. */
export const ResolvingSection = ({ form, choices }: SectionProps) => {
  const texts = useFieldTexts();
  return (
    <Section name="resolving">
      <MappingField form={form} {...texts('close.code_field')} />
      <MappingField form={form} {...texts('close.notes_field')} />
      <ChoiceField
        form={form}
        known={choices.of.closeCode}
        {...texts('close.code')}
      />
      <MappingField form={form} multiline {...texts('close.notes')} />
    </Section>
  );
};
