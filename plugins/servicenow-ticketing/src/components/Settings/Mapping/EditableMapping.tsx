import type { IntegrationDetails } from 'backstage-plugin-servicenow-ticketing-common';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { useMessages } from '../../../hooks/useMessages';
import { DefinitionForm } from '../DefinitionForm';
import { ChoiceWarnings } from './ChoiceWarnings';
import type { MappingDraft } from './draft/mappingDraft';
import { refusalsOf } from './draft/refusals';
import { useMappingForm, type MappingForm } from './draft/useMappingForm';
import { TemplatePreview } from './preview/TemplatePreview';
import { useTemplatePreview } from './preview/useTemplatePreview';
import { DefaultsSection } from './sections/DefaultsSection';
import { ResolvingSection } from './sections/ResolvingSection';
import { SeveritySection } from './sections/SeveritySection';
import { StateSection } from './sections/StateSection';
import { TableSection } from './sections/TableSection';
import { TextsSection } from './sections/TextsSection';
import { useSectionChoices } from './useSectionChoices';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
    alignItems: 'start',
    gap: theme.spacing(2),
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  preview: {
    [theme.breakpoints.up('md')]: {
      position: 'sticky',
      top: theme.spacing(2),
      maxHeight: `calc(100vh - ${theme.spacing(4)}px)`,
      overflowY: 'auto',
    },
  },
  readOnly: { gridColumn: '1 / -1' },
}));

interface EditableMappingProps {
  integration: IntegrationDetails;
  stored: MappingDraft;
}

/** The form beside what it makes of a real anomaly. */
export const EditableMapping = (props: EditableMappingProps) => {
  const { integration, stored } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const isReadOnly = integration.origin === 'config';
  const typed = useMappingForm(stored, { isReadOnly });
  const table = typed.draft.texts.table.trim();
  const preview = useTemplatePreview(integration.id, {
    mapping: typed.mapping,
    table,
  });
  const refusals = refusalsOf(preview.answer.error, typed.draft.fields);
  const form: MappingForm = {
    ...typed,
    errorOf: input => typed.errorOf(input) ?? refusals[input],
  };
  const choices = useSectionChoices(integration.id, form.draft);
  const isInvalid = form.mapping === undefined;

  return (
    <div className={classes.root}>
      {isReadOnly && (
        <Alert severity="info" className={classes.readOnly}>
          {t('mapping.readOnly')}
        </Alert>
      )}
      <DefinitionForm
        integration={integration}
        part="mapping"
        change={form.mapping && { table, mapping: form.mapping }}
        isDirty={form.isDirty}
        texts={{
          label: t('mapping.label'),
          saved: t('mapping.save.saved', { title: integration.title }),
          leave: t('mapping.leave.text'),
        }}
        onReset={form.reset}
        onRefused={error => form.refuse(refusalsOf(error, form.draft.fields))}
      >
        <ChoiceWarnings choices={choices} />
        <TableSection form={form} />
        <StateSection form={form} choices={choices} />
        <ResolvingSection form={form} choices={choices} />
        <SeveritySection form={form} choices={choices} />
        <DefaultsSection
          form={form}
          choices={choices}
          integrationId={integration.id}
        />
        <TextsSection form={form} />
      </DefinitionForm>
      <div className={classes.preview}>
        <TemplatePreview
          preview={preview}
          isInvalid={isInvalid || Object.keys(refusals).length > 0}
        />
      </div>
    </div>
  );
};
