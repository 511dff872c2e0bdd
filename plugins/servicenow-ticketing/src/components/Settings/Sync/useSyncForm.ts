import { useMemo, useState } from 'react';
import type { IntegrationSyncDraft } from 'backstage-plugin-servicenow-ticketing-common';
import {
  checkSync,
  newRule,
  type RuleDraft,
  type SyncDraft,
} from './syncDraft';

/** The form of the sync settings: what they say, what is wrong, and how to change them. */
export interface SyncForm {
  draft: SyncDraft;
  /** What would be saved; `undefined` while something must be corrected. */
  sync: IntegrationSyncDraft | undefined;
  problems: Record<string, string>;
  isDirty: boolean;
  isReadOnly: boolean;
  change: (part: Partial<SyncDraft>) => void;
  addRule: () => void;
  changeRule: (rule: RuleDraft) => void;
  removeRule: (key: string) => void;
  /** One place up (-1) or down (1). */
  moveRule: (key: string, by: -1 | 1) => void;
  /** Back to what is stored. */
  reset: () => void;
}

const comparable = (draft: SyncDraft) =>
  JSON.stringify({
    ...draft,
    rules: draft.rules.map(rule => ({ ...rule, key: undefined })),
  });

/** Keeps what is changed over what is stored; the stored may be read again meanwhile. */
export function useSyncForm(
  stored: SyncDraft,
  { isReadOnly }: { isReadOnly: boolean },
): SyncForm {
  const [changes, setChanges] = useState<Partial<SyncDraft>>({});
  const draft = useMemo(() => ({ ...stored, ...changes }), [stored, changes]);
  const { sync, problems } = useMemo(() => checkSync(draft), [draft]);
  const change = (part: Partial<SyncDraft>) =>
    setChanges(current => ({ ...current, ...part }));
  const setRules = (update: (rules: RuleDraft[]) => RuleDraft[]) =>
    setChanges(current => ({
      ...current,
      rules: update(current.rules ?? stored.rules),
    }));
  return {
    draft,
    sync,
    problems,
    isDirty: comparable(draft) !== comparable(stored),
    isReadOnly,
    change,
    addRule: () => setRules(rules => [...rules, newRule()]),
    changeRule: rule =>
      setRules(rules =>
        rules.map(each => (each.key === rule.key ? rule : each)),
      ),
    removeRule: key =>
      setRules(rules => rules.filter(each => each.key !== key)),
    moveRule: (key, by) =>
      setRules(rules => {
        const from = rules.findIndex(each => each.key === key);
        const moved = rules.filter(each => each.key !== key);
        moved.splice(from + by, 0, rules[from]);
        return moved;
      }),
    reset: () => setChanges({}),
  };
}
