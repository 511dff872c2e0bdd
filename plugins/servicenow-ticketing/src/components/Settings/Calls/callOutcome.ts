import type { ApiCall } from 'backstage-plugin-servicenow-ticketing-common';

/** How a call went, for words and colours. */
export type CallOutcome =
  | 'ok'
  | 'unusable'
  | 'none'
  | 'redirected'
  | 'refused'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'tooMany'
  | 'broken';

const KNOWN: Partial<Record<number, CallOutcome>> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'notFound',
  429: 'tooMany',
};

/** What a status means; ServiceNow also answers 200 with what is no answer, such as a page that it hibernates. */
export function outcomeOf(
  call: Pick<ApiCall, 'status' | 'error'>,
): CallOutcome {
  const { status, error } = call;
  if (status === null) {
    return 'none';
  }
  if (status < 300) {
    return error === null ? 'ok' : 'unusable';
  }
  if (status < 400) {
    return 'redirected';
  }
  return KNOWN[status] ?? (status < 500 ? 'refused' : 'broken');
}
