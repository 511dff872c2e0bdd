import { ChoiceField } from '../fields/ChoiceField';
import { Section } from './Section';
import type { SectionProps } from './SectionProps';
import { useFieldTexts } from './useFieldTexts';

/** What the ticket's state becomes as people work on the anomaly. */
export const StateSection = ({ form, choices }: SectionProps) => {
  const texts = useFieldTexts();
  const paths = [
    'states.open',
    'states.acknowledged',
    'states.resolved',
  ] as const;
  return (
    <Section name="state">
      {paths.map(path => (
        <ChoiceField
          key={path}
          form={form}
          known={choices.of.state}
          {...texts(path)}
        />
      ))}
    </Section>
  );
};
