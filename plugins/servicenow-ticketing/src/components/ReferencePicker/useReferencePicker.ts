import { useState } from 'react';
import type {
  ReferenceSuggestion,
  ReferenceTableName,
} from 'backstage-plugin-servicenow-ticketing-common';
import useDebounce from 'react-use/esm/useDebounce';
import { messageOf } from '../../hooks/errors';
import { useReferenceSearch } from '../../hooks/useTickets';

const TYPING_PAUSE = 250;
/** Suggestions at a time; where there are as many, there may be more. */
const SIZE = 25;
const SYS_ID = /^[0-9a-f]{32}$/i;

/** What ServiceNow knows by a text. */
export type Standing = 'unknown' | 'unknownId' | 'several';

interface Reference {
  /** Which instance is asked. */
  integrationId: number;
  table: ReferenceTableName;
  /** Name or sys_id of a group whose members come first. */
  group?: string;
  /** A sys_id that was chosen, or a name that was typed. */
  value: string;
}

/** Whether people mean this record by a text; the detail of a person holds the user name and the e-mail. */
function isCalled(
  { name, detail }: ReferenceSuggestion,
  { table, text }: { table: ReferenceTableName; text: string },
): boolean {
  const names =
    table === 'sys_user' ? [name, ...(detail?.split(' · ') ?? [])] : [name];
  return names.some(each => each.toLowerCase() === text.toLowerCase());
}

/** The record with a sys_id, as long as that is what the value is. */
function useRecord(reference: Reference, chosen?: ReferenceSuggestion) {
  const { integrationId, table, value } = reference;
  const isChosen = chosen !== undefined && chosen.sys_id === value;
  const isAsked = SYS_ID.test(value) && !isChosen;
  const search = useReferenceSearch(
    { integrationId, table, query: value, size: 1 },
    { enabled: isAsked },
  );
  const record = isChosen
    ? chosen
    : search.data?.items.find(item => item.sys_id === value.toLowerCase());
  return {
    record: isChosen || isAsked ? record : undefined,
    isMissing:
      isAsked &&
      search.isSuccess &&
      !search.isPlaceholderData &&
      !search.data.warning &&
      !record,
  };
}

/**
 * Suggestions for what is typed, and the record that the value stands for. With `isChecked` also says when the value
 * stands for none, or for several.
 */
export function useReferencePicker(
  reference: Reference,
  { isChecked }: { isChecked: boolean },
) {
  const { integrationId, table, group, value } = reference;
  const [chosen, setChosen] = useState<ReferenceSuggestion>();
  const [isOpen, setOpen] = useState(false);
  const { record, isMissing } = useRecord(reference, chosen);
  const text = record ? record.name : value;
  // Whoever opens the list of a chosen record wants to see the others.
  const wanted = record || SYS_ID.test(value) ? '' : text.trim();
  const [query, setQuery] = useState(wanted);
  useDebounce(() => setQuery(wanted), TYPING_PAUSE, [wanted]);
  const search = useReferenceSearch(
    { integrationId, table, query, group, size: SIZE },
    { enabled: isOpen || (isChecked && query !== '') },
  );
  const isCurrent =
    query === wanted && search.isSuccess && !search.isPlaceholderData;
  const items = search.data?.items ?? [];
  const warning = search.error
    ? messageOf(search.error)
    : search.data?.warning ?? undefined;

  const standing = (): Standing | undefined => {
    if (isMissing) {
      return 'unknownId';
    }
    if (!isCurrent || wanted === '' || warning) {
      return undefined;
    }
    const called = items.filter(item =>
      isCalled(item, { table, text: wanted }),
    );
    if (called.length === 0 && items.length < SIZE) {
      return 'unknown';
    }
    return called.length > 1 ? 'several' : undefined;
  };

  return {
    text,
    record,
    items,
    isOpen,
    setOpen,
    setChosen,
    isFetching: search.isFetching,
    /** Nothing matches what is typed. */
    isEmpty: isOpen && isCurrent && items.length === 0,
    /** Why there may be less than there should. */
    warning,
    standing: isChecked ? standing() : undefined,
  };
}
