import { CustomErrorBase } from '@backstage/errors';

/** What went wrong between the portal and ServiceNow. @internal */
export type ServiceNowErrorKind =
  | 'Credentials'
  | 'Access'
  | 'DataPolicy'
  | 'BusinessRule'
  | 'NotFound'
  | 'UnknownTable'
  | 'UnknownField'
  | 'InvalidRequest'
  | 'InvalidValue'
  | 'RateLimit'
  | 'Server'
  | 'NotConfigured'
  | 'Timeout'
  | 'Unreachable'
  /** The instance's certificate, or what it says of ours. */
  | 'Certificate'
  /** Not sent: it would lead to an address that is not allowed. */
  | 'AddressRefused'
  | 'Asleep'
  | 'NotServiceNow'
  | 'BrokenAnswer'
  /** Not sent: ServiceNow did not answer several calls before. */
  | 'BreakerOpen'
  /** Not sent: too many other calls were waiting. */
  | 'Busy'
  /** Whoever asked does not want the answer any more. */
  | 'Aborted'
  /** Not sent: an earlier try may still be carried out. */
  | 'InDoubt';

/**
 * What is known of a write that failed: `ended` means that ServiceNow is done with it, `running` that it may still
 * be carried out.
 * @internal
 */
export type Doubt = 'ended' | 'running';

/**
 * A failure of ServiceNow, or on the way to it. The message is one sentence that says what happened and one that
 * says what to do. It knows for itself whether trying again can help.
 * @internal
 */
export class ServiceNowError extends CustomErrorBase {
  name = 'ServiceNowError';
  readonly kind: ServiceNowErrorKind;
  /** What happened, one sentence without its full stop. */
  readonly what: string;
  /** What a person should do. */
  readonly remedy: string;
  readonly retryable: boolean;
  /** How long ServiceNow asks to wait, in milliseconds. */
  readonly retryAfter?: number;
  /** HTTP status of the answer, when there was one. */
  readonly status?: number;
  /** `X-Request-ID` of the call, by which it is found in the API-call log; set by the transport. */
  requestId?: string;
  /** Whether ServiceNow itself answered, and not something on the way to it. */
  readonly isOwnAnswer: boolean;
  /** Whether the call that failed was to write; set by the transport. */
  isWrite = false;
  /** Set of a write that may have been carried out although it failed; by what sent it. */
  doubt?: Doubt;

  constructor(options: {
    kind: ServiceNowErrorKind;
    what: string;
    remedy: string;
    retryable: boolean;
    retryAfter?: number;
    status?: number;
    isOwnAnswer?: boolean;
    cause?: unknown;
  }) {
    super(`${options.what}. ${options.remedy}`, options.cause);
    this.name = `ServiceNow${options.kind}Error`;
    this.kind = options.kind;
    this.what = options.what;
    this.remedy = options.remedy;
    this.retryable = options.retryable;
    this.retryAfter = options.retryAfter;
    this.status = options.status;
    this.isOwnAnswer = options.isOwnAnswer ?? false;
  }
}

/**
 * Tells a failure of ServiceNow from one of our own.
 * @internal
 */
export function isServiceNowError(error: unknown): error is ServiceNowError {
  return error instanceof ServiceNowError;
}
