import type { NewApiCall } from '../../database/ApiCallStore';
import type { IntegrationSettings } from '../../domain/integrationSettings';
import type { CallObserver } from '../../servicenow/transport';
import { FieldRules } from './FieldRules';
import { HIDDEN, redactJson } from './redactJson';
import { redactPath } from './redactPath';
import { secretTextsOf } from './secretTexts';

/** Characters that are kept of what was sent, and of failures, which are what people look for. */
const MAX_BODY = 4_000;
/**
 * Characters that are kept of an answer that was fine: enough to see what came, as the record can be read again. Rows
 * stay below the size from which PostgreSQL packs and stores texts apart, which would double the cost of the log.
 */
const MAX_GOOD_ANSWER = 1_000;
/** Longest body that is held as it is until the call is redacted; most calls never are. */
const MAX_HELD = 16_000;
const MAX_PATH = 2_000;
const MAX_ERROR = 1_000;

/** Credentials of a header that some page or message quotes. */
const HEADER_VALUE =
  /\b([Bb]earer|[Bb]asic|BEARER|BASIC)\s+(?=\S*[\dA-Z=])[\w+/=.~-]{8,}/g;
/** Parts of its names: looking for these is quicker by far, and they are hardly ever there. */
const HEADER_SIGNS = ['earer', 'asic', 'EARER', 'ASIC'];
/** `password=...` where a text is not JSON. */
const PAIR =
  /((?:passw|pwd|passphrase|secret|token|credential|api[_-]?key|cookie|session)[\w-]{0,40}["']?\s{0,9}[=:]\s{0,9}["']?)[^\s&"'<>,;]+/gi;

type ObservedCall = Parameters<CallObserver>[0];

/** The part of a body that may be kept, with what is needed to redact it safely. */
interface Excerpt {
  text: string;
  limit: number;
  /** Characters of the whole. */
  length: number;
}

/** A call that may be held on to for a while: bodies that would take much memory are cut already. */
export interface HeldCall {
  call: ObservedCall;
  request?: Excerpt;
  response?: Excerpt;
}

/**
 * Makes of a call what may be stored and shown. {@link hold} costs next to nothing and is for the call's own path;
 * {@link redact} is for later.
 */
export class CallRedactor {
  readonly #records: FieldRules;
  readonly #journal: FieldRules;
  readonly #secrets: readonly string[];
  /** Characters that are looked at beyond a limit, so that no secret is cut in two and then not recognised. */
  readonly #overlap: number;

  constructor(settings: IntegrationSettings) {
    const { excludedFields, mapping } = settings;
    this.#records = FieldRules.ofRecords({
      excludedFields,
      notesField: mapping.close.notesField,
    });
    this.#journal = FieldRules.ofJournal({ excludedFields });
    this.#secrets = secretTextsOf(settings);
    this.#overlap = this.#secrets[0]?.length ?? 0;
  }

  hold(call: ObservedCall): HeldCall {
    const { requestBody = '', responseBody = '' } = call;
    return requestBody.length > MAX_HELD || responseBody.length > MAX_HELD
      ? this.#cut(call)
      : { call };
  }

  #cut(call: ObservedCall): HeldCall {
    const { requestBody, responseBody, ...rest } = call;
    return {
      call: rest,
      request: this.#excerptOf(requestBody, MAX_BODY),
      response: this.#excerptOf(
        responseBody,
        failureOf(call) ? MAX_BODY : MAX_GOOD_ANSWER,
      ),
    };
  }

  redact(held: HeldCall): Omit<NewApiCall, 'integrationId'> {
    const { call, request, response } =
      held.request || held.response ? held : this.#cut(held.call);
    const { method, status, durationMs, requestId, startedAt } = call;
    const rules = call.path.includes('/sys_journal_field')
      ? this.#journal
      : this.#records;
    const failure = failureOf(call);
    return {
      method,
      status,
      durationMs,
      requestId,
      startedAt,
      path: shorten(
        redactPath(this.#withoutSecrets(withoutNul(call.path)), rules),
        MAX_PATH,
      ),
      error:
        failure &&
        shorten(this.#withoutSecrets(withoutNul(failure)), MAX_ERROR),
      requestBody: request && this.#redactBody(request, rules),
      responseBody: response && this.#redactBody(response, rules),
    };
  }

  #excerptOf(body: string | undefined, limit: number): Excerpt | undefined {
    if (!body) {
      return undefined;
    }
    const { length } = body;
    const kept = limit + this.#overlap;
    return {
      // A slice would keep the whole in memory until the log is written.
      text: length > kept ? Buffer.from(body.slice(0, kept)).toString() : body,
      limit,
      length,
    };
  }

  #redactBody({ text, limit, length }: Excerpt, rules: FieldRules): string {
    const isWhole = text.length >= length;
    const known = this.#withoutSecrets(withoutNul(text));
    // What is left of a secret that the excerpt ends in is not longer than a secret.
    const safe = isWhole ? known : known.slice(0, -this.#overlap || undefined);
    const redacted = /^\s*[[{"]/.test(safe)
      ? redactJson(safe, rules)
      : safe.replace(PAIR, `$1${HIDDEN}`);
    return isWhole && redacted.length <= limit
      ? redacted
      : `${redacted.slice(0, limit)}… (${length} characters in all)`;
  }

  #withoutSecrets(text: string): string {
    let output = text;
    for (const secret of this.#secrets) {
      if (output.includes(secret)) {
        output = output.replaceAll(secret, HIDDEN);
      }
    }
    return HEADER_SIGNS.some(sign => output.includes(sign))
      ? output.replace(HEADER_VALUE, `$1 ${HIDDEN}`)
      : output;
  }
}

/** Why a call failed, in words; `undefined` when it did not. */
function failureOf({ error, status }: ObservedCall): string | undefined {
  if (error) {
    return error;
  }
  if (status === undefined) {
    return 'No answer came';
  }
  return status >= 400
    ? `ServiceNow answered with status ${status}`
    : undefined;
}

/** PostgreSQL stores no NUL. */
function withoutNul(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '') : text;
}

function shorten(text: string, limit: number): string {
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}
