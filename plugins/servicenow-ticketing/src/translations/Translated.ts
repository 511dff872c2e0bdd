/** The same messages in another language: every key, other texts. */
export type Translated<TMessages> = {
  [TKey in keyof TMessages]: TMessages[TKey] extends string
    ? string
    : Translated<TMessages[TKey]>;
};

interface Messages {
  [key: string]: string | Messages;
}

type KeyOf<TMessages> = {
  [TKey in keyof TMessages & string]: TMessages[TKey] extends string
    ? TKey
    : `${TKey}.${KeyOf<TMessages[TKey]>}`;
}[keyof TMessages & string];

/** Keys joined by dots, as the host wants them. */
export function flattenMessages<TMessages>(
  messages: TMessages,
): Record<KeyOf<TMessages>, string> {
  return Object.fromEntries(entriesOf(messages as Messages, [])) as Record<
    KeyOf<TMessages>,
    string
  >;
}

function entriesOf(messages: Messages, path: string[]): [string, string][] {
  return Object.entries(messages).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string'
      ? [[[...path, key].join('.'), value]]
      : entriesOf(value, [...path, key]),
  );
}
