import { FormEvent, ReactNode } from 'react';
import { useHref } from 'react-router-dom';
import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import type {
  IntegrationDetails,
  IntegrationDraftInput,
} from 'backstage-plugin-servicenow-ticketing-common';
import Paper from '@material-ui/core/Paper';
import { useSaveIntegration } from '../../../hooks/useIntegrations';
import { useMessages } from '../../../hooks/useMessages';
import { LeaveGuard } from '../../LeaveGuard';
import { useSettingsPaths } from '../useSettingsPaths';
import { SaveBar } from './SaveBar';
import { SaveRefusal } from './SaveRefusal';

interface DefinitionFormProps {
  integration: IntegrationDetails;
  /** Where the form is: leaving it with changes is asked about. */
  part: 'mapping' | 'sync';
  /** What of the definition changes; `undefined` while what is typed cannot be saved. */
  change: Partial<IntegrationDraftInput> | undefined;
  isDirty: boolean;
  texts: {
    label: string;
    saved: string;
    failed?: string;
    save?: string;
    leave: string;
  };
  /** Shows what is stored again. */
  onReset: () => void;
  onRefused?: (error: Error) => void;
  children: ReactNode;
}

/** A form for a part of an integration's definition: saves it, and keeps what was typed when that is refused. */
export const DefinitionForm = (props: DefinitionFormProps) => {
  const { integration, change, isDirty, texts, onReset } = props;
  const { t } = useMessages();
  const alertApi = useApi(alertApiRef);
  const href = useHref(useSettingsPaths().part(integration.id, props.part));
  const save = useSaveIntegration(integration.id);

  const submit = (options: { save_anyway?: boolean } = {}) => {
    if (!change || save.isPending) {
      return;
    }
    const definition = {
      ...integration.definition,
      ...change,
    } as IntegrationDraftInput;
    save.mutate(
      { definition, ...options },
      {
        onSuccess: () => {
          onReset();
          alertApi.post({
            message: texts.saved,
            severity: 'success',
            display: 'transient',
          });
        },
        onError: props.onRefused,
      },
    );
  };
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.currentTarget
      .querySelector<HTMLElement>('[aria-invalid=true]')
      ?.focus();
    submit();
  };

  return (
    <Paper>
      <form noValidate aria-label={texts.label} onSubmit={onSubmit}>
        {props.children}
        {save.error && (
          <SaveRefusal
            title={texts.failed}
            failure={save.error}
            onSaveAnyway={() => submit({ save_anyway: true })}
          />
        )}
        {integration.origin !== 'config' && (
          <SaveBar
            saveLabel={texts.save}
            isDirty={isDirty}
            isInvalid={change === undefined}
            isSaving={save.isPending}
            onReset={() => {
              onReset();
              save.reset();
            }}
          />
        )}
      </form>
      <LeaveGuard
        isDirty={isDirty}
        href={href}
        title={t('mapping.leave.title')}
        text={texts.leave}
        stayLabel={t('mapping.leave.stay')}
        leaveLabel={t('mapping.leave.leave')}
      />
    </Paper>
  );
};
