import MenuItem from '@material-ui/core/MenuItem';
import { useMessages } from '../../../../hooks/useMessages';
import { ChoiceField } from '../fields/ChoiceField';
import { MappingField } from '../fields/MappingField';
import { ReferenceField } from '../fields/ReferenceField';
import { Section } from './Section';
import type { SectionProps } from './SectionProps';
import { useFieldTexts } from './useFieldTexts';

const CALLERS = ['signed-in-user', 'service-account'] as const;

/** What a new ticket begins with. */
export const DefaultsSection = (
  props: SectionProps & { integrationId: number },
) => {
  const { form, choices, integrationId } = props;
  const { t } = useMessages();
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
      <ReferenceField
        form={form}
        integrationId={integrationId}
        table="sys_user_group"
        {...texts('assignment_group')}
      />
      <ReferenceField
        form={form}
        integrationId={integrationId}
        table="sys_user"
        group={form.draft.texts.assignment_group.trim() || undefined}
        {...texts('assigned_to')}
      />
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
