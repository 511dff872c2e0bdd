/** The same messages in another language: every key, other texts. */
export type Translated<TMessages> = {
  [TKey in keyof TMessages]: TMessages[TKey] extends string
    ? string
    : Translated<TMessages[TKey]>;
};

interface Messages {
  [key: string]: string | Messages;
}

/** Keys joined by dots, as the host wants them. */
export function flattenMessages(
  messages: Messages,
  path: string[] = [],
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(messages).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[[...path, key].join('.'), value]]
        : Object.entries(flattenMessages(value, [...path, key])),
    ),
  );
}
