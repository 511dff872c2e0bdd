/** Longest quotation of ServiceNow's own words in a message. */
const MAX_QUOTE = 300;

/** An answer that is not a usable result. @internal */
export interface FailedAnswer {
  instanceUrl: string;
  /** Table that was asked, when the call was about one. */
  table?: string;
  status: number;
  contentType: string;
  body: string;
  /** `Retry-After` header. */
  retryAfter?: string;
  /** `X-RateLimit-Reset` header: seconds since 1970, by ServiceNow's clock. */
  rateLimitReset?: string;
  /** `Location` header. */
  location?: string;
  /** What to check when the credentials are refused, where the way to sign in is known. */
  refusalRemedy?: string;
  /** ServiceNow's clock where it is known: what its headers say of times is by that. */
  now: Date;
}

/** The same, read. @internal */
export interface Refusal {
  answer: FailedAnswer;
  /** ServiceNow's own words. */
  said: string;
}

/** ServiceNow's own words for a message, at bearable length. @internal */
export function quote(said: string): string {
  const text = said.replace(/\s+/g, ' ').trim().slice(0, MAX_QUOTE);
  return text ? ` ("${text}")` : '';
}
