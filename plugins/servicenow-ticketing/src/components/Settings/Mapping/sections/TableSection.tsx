import { ChoiceField } from '../fields/ChoiceField';
import { Section } from './Section';
import type { SectionProps } from './SectionProps';
import { useFieldTexts } from './useFieldTexts';

/** Offered, while any table that extends task can be typed. */
const USUAL_TABLES = {
  choices: ['incident', 'problem', 'change_request'].map(value => ({
    value,
    label: value,
    dependent_value: null,
  })),
  areOwn: false,
};

/** Where tickets are created. */
export const TableSection = ({ form }: Pick<SectionProps, 'form'>) => {
  const texts = useFieldTexts();
  return (
    <Section name="table">
      <ChoiceField form={form} known={USUAL_TABLES} {...texts('table')} />
    </Section>
  );
};
