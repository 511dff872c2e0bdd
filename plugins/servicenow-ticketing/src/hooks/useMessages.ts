import { type ReactElement, type ReactNode } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { servicenowTicketingTranslationRef } from '../translation';

type Messages = (typeof servicenowTicketingTranslationRef)['T'];
type Written = keyof Messages & string;
type Plural = '_one' | '_other';

/** A message as it is asked for: that of a plural without its ending. */
export type MessageKey = Written extends infer TKey
  ? TKey extends `${infer TStem}${Plural}`
    ? TStem
    : TKey
  : never;

type TextOf<TKey extends string> = TKey extends Written
  ? Messages[TKey]
  : Messages[`${TKey}${Plural}` & Written];

type NamesIn<TText> = TText extends `${string}{{${infer TName}}}${infer TRest}`
  ? TName | NamesIn<TRest>
  : never;

type Values<TNames extends string, TValue> = [TNames] extends [never]
  ? []
  : [values: { [TName in TNames]: TName extends 'count' ? number : TValue }];

/** The arguments that a message takes: a value for each name in braces, and the count that chooses a plural. */
type ValuesOf<TKey extends MessageKey, TValue> = Values<
  NamesIn<TextOf<TKey>> | (TKey extends Written ? never : 'count'),
  TValue
>;

interface Translate {
  <TKey extends MessageKey>(
    key: TKey,
    ...values: ValuesOf<TKey, string | number>
  ): string;
  <TKey extends MessageKey>(
    key: TKey,
    ...values: ValuesOf<TKey, ReactNode>
  ): ReactElement;
}

/**
 * The texts in the reader's language. Checks keys and values as `useTranslationRef` does, whose own types cost a second
 * of compilation for every few calls with as many messages as there are here.
 */
export function useMessages(): { t: Translate } {
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  return { t: t as unknown as Translate };
}
