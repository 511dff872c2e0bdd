import FormControlLabel from '@material-ui/core/FormControlLabel';
import Switch from '@material-ui/core/Switch';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../../../hooks/useMessages';
import { SEVERITIES } from '../draft/mappingDraft';
import { ChoiceField } from '../fields/ChoiceField';
import { MappingField } from '../fields/MappingField';
import { Section } from './Section';
import type { SectionProps } from './SectionProps';
import { useFieldTexts } from './useFieldTexts';

const useStyles = makeStyles(theme => ({
  wide: { gridColumn: '1 / -1' },
  values: {
    gridColumn: '1 / -1',
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(110px, 1fr))',
    alignItems: 'start',
    gap: theme.spacing(2),
    '& > *': { minWidth: 0 },
  },
}));

/** A field that carries the severity, and its value for each. */
const SeverityField = (
  props: SectionProps & { which: 'primary' | 'secondary' },
) => {
  const { form, choices, which } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const texts = useFieldTexts();
  const path = `severity.${which}.field` as const;
  return (
    <>
      <MappingField form={form} {...texts(path)} />
      <div
        className={classes.values}
        role="group"
        aria-label={t('mapping.valuesOf', { field: form.draft.texts[path] })}
      >
        {SEVERITIES.map(severity => (
          <ChoiceField
            key={severity}
            form={form}
            path={`severity.${which}.values.${severity}`}
            label={t(`anomaly.severity.${severity}`)}
            known={choices.of[which]}
          />
        ))}
      </div>
    </>
  );
};

/** Which fields say how bad the anomaly is. */
export const SeveritySection = (props: SectionProps) => {
  const { form } = props;
  const classes = useStyles();
  const { t } = useMessages();
  return (
    <Section name="severity">
      <SeverityField {...props} which="primary" />
      <FormControlLabel
        className={classes.wide}
        label={t('mapping.hasSecondary')}
        control={
          <Switch
            color="primary"
            checked={form.draft.hasSecondary}
            disabled={form.isReadOnly}
            onChange={event => form.setSecondary(event.target.checked)}
          />
        }
      />
      {form.draft.hasSecondary && (
        <SeverityField {...props} which="secondary" />
      )}
    </Section>
  );
};
