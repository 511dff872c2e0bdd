import { useHref } from 'react-router-dom';
import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  IntegrationDetails,
  IntegrationDraftInput,
} from 'backstage-plugin-servicenow-ticketing-common';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { useSaveIntegration } from '../../../hooks/useIntegrations';
import { servicenowTicketingTranslationRef } from '../../../translation';
import { LeaveGuard } from '../../LeaveGuard';
import { useSettingsPaths } from '../useSettingsPaths';
import { ChoiceWarnings } from './ChoiceWarnings';
import { SaveBar } from './SaveBar';
import { SaveRefusal } from './SaveRefusal';
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
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  const alertApi = useApi(alertApiRef);
  const href = useHref(useSettingsPaths().part(integration.id, 'mapping'));
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
  const save = useSaveIntegration(integration.id);
  const isInvalid = form.mapping === undefined;

  const submit = (options: { save_anyway?: boolean }) => {
    const { mapping, draft } = form;
    if (!mapping || save.isPending) {
      return;
    }
    const definition = {
      ...integration.definition,
      table,
      mapping,
    } as IntegrationDraftInput;
    save.mutate(
      { definition, ...options },
      {
        onSuccess: () => {
          form.reset();
          alertApi.post({
            message: t('mapping.save.saved', { title: integration.title }),
            severity: 'success',
            display: 'transient',
          });
        },
        onError: error => form.refuse(refusalsOf(error, draft.fields)),
      },
    );
  };

  return (
    <div className={classes.root}>
      {isReadOnly && (
        <Alert severity="info" className={classes.readOnly}>
          {t('mapping.readOnly')}
        </Alert>
      )}
      <Paper>
        <form
          noValidate
          aria-label={t('mapping.label')}
          onSubmit={event => {
            event.preventDefault();
            event.currentTarget
              .querySelector<HTMLElement>('[aria-invalid=true]')
              ?.focus();
            submit({});
          }}
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
          {save.error && (
            <SaveRefusal
              failure={save.error}
              onSaveAnyway={() => submit({ save_anyway: true })}
            />
          )}
          {!isReadOnly && (
            <SaveBar
              isDirty={form.isDirty}
              isInvalid={isInvalid}
              isSaving={save.isPending}
              onReset={() => {
                form.reset();
                save.reset();
              }}
            />
          )}
        </form>
      </Paper>
      <div className={classes.preview}>
        <TemplatePreview
          preview={preview}
          isInvalid={isInvalid || Object.keys(refusals).length > 0}
        />
      </div>
      <LeaveGuard
        isDirty={form.isDirty}
        href={href}
        title={t('mapping.leave.title')}
        text={t('mapping.leave.text')}
        stayLabel={t('mapping.leave.stay')}
        leaveLabel={t('mapping.leave.leave')}
      />
    </div>
  );
};
