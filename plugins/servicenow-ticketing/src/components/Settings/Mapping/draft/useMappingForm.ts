import { useCallback, useMemo, useRef, useState } from 'react';
import type { IntegrationMapping } from 'backstage-plugin-servicenow-ticketing-common';
import { useMessages } from '../../../../hooks/useMessages';
import {
  checkMapping,
  filledFields,
  nameInput,
  templateInput,
  type InputName,
  type MappingProblem,
} from './checkMapping';
import type { MappedField, MappingDraft, MappingPath } from './mappingDraft';

type Refusals = Partial<Record<InputName, string>>;

/** What differs from what is stored. */
interface Changes {
  texts: Partial<MappingDraft['texts']>;
  hasSecondary?: boolean;
  fields?: MappedField[];
}

const UNCHANGED: Changes = { texts: {} };

/** The form of a mapping: what it says, what is wrong with it, and how to change it. */
export interface MappingForm {
  draft: MappingDraft;
  /** What would be saved; `undefined` while something must be corrected. */
  mapping: IntegrationMapping | undefined;
  isDirty: boolean;
  isReadOnly: boolean;
  errorOf: (input: InputName) => string | undefined;
  change: (path: MappingPath, text: string) => void;
  setSecondary: (isOn: boolean) => void;
  addField: () => void;
  changeField: (field: MappedField) => void;
  removeField: (key: string) => void;
  /** Back to what is stored. */
  reset: () => void;
  /** Marks what the backend refused, until it is changed. */
  refuse: (refusals: Refusals) => void;
}

const isSame = (a: MappingDraft, b: MappingDraft) => {
  const comparable = ({ texts, hasSecondary, fields }: MappingDraft) =>
    JSON.stringify([
      Object.entries(texts).sort(),
      hasSecondary,
      filledFields(fields).map(({ name, template }) => [name, template]),
    ]);
  return comparable(a) === comparable(b);
};

/** Keeps what is typed over what is stored; the stored may be read again meanwhile. */
export function useMappingForm(
  stored: MappingDraft,
  { isReadOnly }: { isReadOnly: boolean },
): MappingForm {
  const { t } = useMessages();
  const [changes, setChanges] = useState(UNCHANGED);
  const [refusals, setRefusals] = useState<Refusals>({});
  const added = useRef(0);

  const draft = useMemo(
    () => ({
      texts: { ...stored.texts, ...changes.texts },
      hasSecondary: changes.hasSecondary ?? stored.hasSecondary,
      fields: changes.fields ?? stored.fields,
    }),
    [stored, changes],
  );
  const checked = useMemo(() => checkMapping(draft), [draft]);

  const wordsFor = (problem: MappingProblem) => {
    switch (problem.reason) {
      case 'needed':
        return t('mapping.error.needed');
      case 'duplicate':
        return t('mapping.error.duplicate');
      case 'tooLong':
        return t('mapping.error.tooLong', { max: String(problem.max) });
      case 'other':
      default:
        return problem.message;
    }
  };
  const accept = useCallback(
    (...inputs: InputName[]) =>
      setRefusals(current =>
        Object.fromEntries(
          Object.entries(current).filter(
            ([input]) => !inputs.includes(input as InputName),
          ),
        ),
      ),
    [],
  );
  // Always the same one: inputs need not be drawn again when another one changes.
  const change = useCallback(
    (path: MappingPath, text: string) => {
      setChanges(current => ({
        ...current,
        texts: { ...current.texts, [path]: text },
      }));
      accept(path);
    },
    [accept],
  );
  const setFields = (update: (fields: MappedField[]) => MappedField[]) =>
    setChanges(current => ({
      ...current,
      fields: update(current.fields ?? stored.fields),
    }));

  return {
    draft,
    mapping: checked.mapping,
    isDirty: !isSame(draft, stored),
    isReadOnly,
    errorOf: input => {
      const problem = checked.problems[input];
      return problem ? wordsFor(problem) : refusals[input];
    },
    change,
    setSecondary: isOn =>
      setChanges(current => ({ ...current, hasSecondary: isOn })),
    addField: () => {
      added.current += 1;
      // Field names have no hyphen: no stored field has this key.
      const key = `new-${added.current}`;
      setFields(fields => [...fields, { key, name: '', template: '' }]);
    },
    changeField: changed => {
      setFields(fields =>
        fields.map(field => (field.key === changed.key ? changed : field)),
      );
      accept(nameInput(changed), templateInput(changed));
    },
    removeField: key =>
      setFields(fields => fields.filter(field => field.key !== key)),
    reset: () => {
      setChanges(UNCHANGED);
      setRefusals({});
    },
    refuse: setRefusals,
  };
}
