import { useMemo, useState } from 'react';
import type {
  IntegrationDetails,
  IntegrationDraftInput,
} from 'backstage-plugin-servicenow-ticketing-common';
import { fieldErrorsOf } from '../../../hooks/errors';
import { useMessages } from '../../../hooks/useMessages';
import { checkConnection } from './values/checkConnection';
import { isSecretKept } from './values/isSecretKept';
import {
  NEW_VALUES,
  TEXT_PATHS,
  TextPath,
  toDefinition,
  toValues,
  type ConnectionValues,
} from './values/connectionValues';

export interface ConnectionFormState {
  /** The integration that is changed; a new one without it. */
  stored: IntegrationDetails | undefined;
  values: ConnectionValues;
  isDirty: boolean;
  /** Counts changes, so that a test can tell whether it is outdated. */
  version: number;
  /** What is wrong with an input, once the person had a chance to fill it. */
  problemOf: (path: TextPath) => string | undefined;
  /** Whether leaving a secret empty keeps the stored one. */
  isKept: (path: TextPath) => boolean;
  change: (path: TextPath, text: string) => void;
  changeFlag: (flag: 'isDefault' | 'isOneField', value: boolean) => void;
  /** The person leaves an input: time to say what is wrong with it. */
  leave: (path: TextPath) => void;
  /** What to send; `undefined`, and every problem shown, when something is wrong. */
  validate: () => IntegrationDraftInput | undefined;
  /** Shows a refusal at the inputs it names. */
  refuse: (error: unknown) => void;
  /** What was typed is stored now. */
  settle: (saved: IntegrationDetails) => void;
}

const startOf = (stored: IntegrationDetails | undefined) =>
  stored ? toValues(stored) : NEW_VALUES;

/** The backend names inputs by their path in the body, some checks by their path in the definition. */
function refusalsOf(error: unknown): Partial<Record<TextPath, string>> {
  const inBody = TEXT_PATHS.map(path => `definition.${path}`);
  const found = fieldErrorsOf(error, [...inBody, ...TEXT_PATHS]);
  return Object.fromEntries(
    Object.entries(found).map(([path, message]) => [
      path.replace(/^definition\./, ''),
      message,
    ]),
  );
}

/** What is typed into the form of a connection, and what is wrong with it. */
export function useConnectionForm(
  stored: IntegrationDetails | undefined,
): ConnectionFormState {
  const { t } = useMessages();
  const [initial, setInitial] = useState(() => startOf(stored));
  const [values, setValues] = useState(initial);
  const [version, setVersion] = useState(0);
  const [left, setLeft] = useState<TextPath[]>([]);
  const [hasTried, setHasTried] = useState(false);
  const [refusals, setRefusals] = useState<Partial<Record<TextPath, string>>>(
    {},
  );
  const problems = useMemo(
    () => checkConnection(values, stored),
    [values, stored],
  );

  const update = (next: ConnectionValues) => {
    setValues(next);
    setVersion(current => current + 1);
  };

  const wordsOf = (path: TextPath): string | undefined => {
    const problem = problems[path];
    const isTooEarly =
      !hasTried && (!left.includes(path) || problem?.reason === 'required');
    if (!problem || isTooEarly) {
      return refusals[path];
    }
    switch (problem.reason) {
      case 'other':
        return problem.message;
      case 'required':
      case 'again':
      case 'notANumber':
      case 'notAUrl':
        return t(`settings.connection.problems.${problem.reason}`);
      default:
        return t(`settings.connection.problems.${problem.reason}`, {
          limit: String(problem.limit),
        });
    }
  };

  return {
    stored,
    values,
    version,
    isDirty: JSON.stringify(values) !== JSON.stringify(initial),
    problemOf: path => {
      const message = wordsOf(path);
      return (
        message &&
        t('settings.connection.problem', {
          field: t(`settings.connection.fields.${path}`),
          message,
        })
      );
    },
    isKept: path => isSecretKept(path, values, stored),
    change: (path, text) => {
      update({ ...values, texts: { ...values.texts, [path]: text } });
      setRefusals(current => ({ ...current, [path]: undefined }));
    },
    changeFlag: (flag, value) => update({ ...values, [flag]: value }),
    leave: path => {
      if (values.texts[path] !== '' && !left.includes(path)) {
        setLeft([...left, path]);
      }
    },
    validate: () => {
      setHasTried(true);
      setRefusals({});
      return Object.keys(problems).length > 0
        ? undefined
        : toDefinition(values, stored);
    },
    refuse: error => setRefusals(refusalsOf(error)),
    settle: saved => {
      const next = toValues(saved);
      setInitial(next);
      setValues(next);
      setHasTried(false);
      setLeft([]);
    },
  };
}
