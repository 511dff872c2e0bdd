import { useMemo, useState } from 'react';
import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import type { IntegrationDetails } from 'backstage-plugin-servicenow-ticketing-common';
import { ticketingApiRef } from '../../../apis';
import { preflightReportOf } from '../../../hooks/errors';
import {
  useSaveIntegration,
  useTestDefinition,
} from '../../../hooks/useIntegrations';
import { useMessages } from '../../../hooks/useMessages';
import { useAuthorization } from '../authorization';
import { useConnectionForm } from './useConnectionForm';
import {
  authTypeOf,
  toValues,
  type ConnectionValues,
} from './values/connectionValues';

interface ConnectionOptions {
  /** The integration that is changed; a new one without it. */
  stored?: IntegrationDetails;
  onSaved?: (saved: IntegrationDetails) => void;
}

/** What an authorization is for: with another instance or client it is worth nothing. */
const signInOf = ({ texts }: ConnectionValues) =>
  JSON.stringify([
    texts.instance_url,
    texts['auth.type'],
    texts['auth.client_id'],
  ]);

export type Connection = ReturnType<typeof useConnection>;

/** Everything the form of a connection can do: check, authorize, test, save. */
export function useConnection({ stored, onSaved }: ConnectionOptions) {
  const { t } = useMessages();
  const alertApi = useApi(alertApiRef);
  const api = useApi(ticketingApiRef);
  const form = useConnectionForm(stored);
  const testing = useTestDefinition();
  const saving = useSaveIntegration(stored?.id);
  const authorization = useAuthorization();
  const [writeCheck, setWriteCheck] = useState(false);
  const [invalidTries, setInvalidTries] = useState(0);
  const [authorizedSignIn, setAuthorizedSignIn] = useState<string>();
  const [checkedVersion, setCheckedVersion] = useState(0);

  const signIn = signInOf(form.values);
  const storedSignIn = useMemo(
    () => stored && signInOf(toValues(stored)),
    [stored],
  );
  const isCodeFlow = authTypeOf(form.values) === 'oauth-authorization-code';
  const isAuthorizationOutdated =
    authorization.state.step === 'authorized' && authorizedSignIn !== signIn;
  const authorizationId =
    isCodeFlow && !isAuthorizationOutdated
      ? authorization.authorizationId
      : undefined;
  const needsAuthorization =
    isCodeFlow && authorizationId === undefined && signIn !== storedSignIn;

  /** The typed definition, once nothing is wrong with it. */
  const validated = () => {
    const definition = form.validate();
    if (!definition) {
      setInvalidTries(tries => tries + 1);
    }
    return definition;
  };

  const announce = (saved: IntegrationDetails) => {
    const { status, message } = saved.health;
    const isConnected = status === 'connected' || status === 'warning';
    alertApi.post({
      message: isConnected
        ? t('settings.connection.connected')
        : t('settings.connection.savedUnconnected', { message }),
      severity: isConnected ? 'success' : 'warning',
      display: 'transient',
    });
  };

  const save = (saveAnyway: boolean) => {
    const definition = validated();
    if (!definition || saving.isPending) {
      return;
    }
    testing.reset();
    setCheckedVersion(form.version);
    saving.mutate(
      {
        definition,
        authorization_id: authorizationId,
        save_anyway: saveAnyway,
      },
      {
        onSuccess: saved => {
          announce(saved);
          form.settle(saved);
          authorization.reset();
          onSaved?.(saved);
        },
        onError: form.refuse,
      },
    );
  };

  const authorize = () => {
    const definition = validated();
    if (!definition) {
      return;
    }
    saving.reset();
    testing.reset();
    setAuthorizedSignIn(signIn);
    authorization.begin(async () => {
      try {
        return await api.integrations.authorizeDefinition({
          definition,
          integration_id: stored?.id,
        });
      } catch (error) {
        form.refuse(error);
        throw error;
      }
    });
  };

  const test = () => {
    const definition = validated();
    if (!definition || testing.isPending) {
      return;
    }
    saving.reset();
    setCheckedVersion(form.version);
    testing.mutate(
      {
        definition,
        integration_id: stored?.id,
        authorization_id: authorizationId,
        write_check: writeCheck,
      },
      { onError: form.refuse },
    );
  };

  return {
    form,
    test,
    testing,
    writeCheck,
    setWriteCheck,
    saving,
    saveAnyway: () => save(true),
    /** What the main button and Enter do. */
    submit: () => (needsAuthorization ? authorize() : save(false)),
    needsAuthorization,
    isAuthorizationOutdated: isCodeFlow && isAuthorizationOutdated,
    authorizationState: isCodeFlow
      ? authorization.state
      : ({ step: 'idle' } as const),
    /** The preflight for which the last save was refused. */
    refusedReport: preflightReportOf(saving.error),
    /** Whether something was changed since the last test or save. */
    isOutdated: checkedVersion !== form.version,
    /** How often something wrong kept the form from doing what it should. */
    invalidTries,
    isBusy: saving.isPending || authorization.state.step === 'starting',
  };
}
