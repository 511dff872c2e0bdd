import type { FormChoice } from 'backstage-plugin-servicenow-ticketing-common';
import type { Choice } from './usualChoices';

const LANGUAGE = 'en';

/** A choice as ServiceNow lists it. @internal */
export interface ListedChoice extends Choice {
  table: string;
  language: string;
  inactive: boolean;
  sequence: number;
}

/**
 * The choices of a field that people may pick, in the order of ServiceNow. Those of the table win over those of its
 * parent; inactive choices and those of other languages are left out.
 * @internal
 */
export function usableChoices(
  choices: readonly ListedChoice[],
  key: { table: string; field: string },
): ListedChoice[] {
  const usable = choices.filter(
    choice =>
      choice.field === key.field &&
      choice.value !== '' &&
      !choice.inactive &&
      (choice.language === LANGUAGE || choice.language === ''),
  );
  const own = usable.filter(choice => choice.table === key.table);
  return (own.length > 0 ? own : usable).sort(
    (a, b) => a.sequence - b.sequence || a.label.localeCompare(b.label),
  );
}

/** A choice as the HTTP API shows it. @internal */
export function toFormChoice(choice: Choice): FormChoice {
  return {
    value: choice.value,
    label: choice.label,
    dependent_value: choice.dependentValue || null,
  };
}
