import { errorOfForbidden } from './errorOfForbidden';
import { quote, type FailedAnswer, type Refusal } from './FailedAnswer';
import { ServiceNowError } from './ServiceNowError';

export type { FailedAnswer } from './FailedAnswer';

/*
 * The one place that decides what a failure of ServiceNow means: whether trying again can help, and what a person
 * should do. Bodies are those that instances really send; where only a part of a text is stable, only that part is
 * looked at. Nothing of a request's body or credentials gets into a message.
 */

/** ServiceNow's rate limits are hourly; a header that asks for more is not believed. */
const MAX_RETRY_AFTER = 3_600_000;

/**
 * What an answer means that is not a result: any status but 2xx, or a 2xx that is not JSON.
 * @internal
 */
export function errorOfAnswer(answer: FailedAnswer): ServiceNowError {
  const { status, instanceUrl } = answer;
  const context = { answer, said: wordsOf(answer.body) };
  if (status >= 300 && status < 400) {
    return notServiceNow(
      answer,
      `${instanceUrl} answers with a redirect${
        answer.location ? ` to ${originOf(answer.location, instanceUrl)}` : ''
      }`,
    );
  }
  if (status >= 200 && status < 300) {
    return isHtml(answer) ? errorOfPage(answer) : brokenAnswer(answer);
  }
  switch (status) {
    case 400:
      return errorOfBadRequest(context);
    case 401:
      return new ServiceNowError({
        kind: 'Credentials',
        what: `${instanceUrl} refuses the credentials of the service account`,
        remedy:
          answer.refusalRemedy ??
          'Check the username and password in the configuration, that the account is active and not locked, and that it is marked "Web service access only" or has the role snc_basic_auth_api_access.',
        // Passwords are rotated: what people did meanwhile must arrive once the new one is configured.
        retryable: true,
        status,
      });
    case 403:
      return errorOfForbidden(context);
    case 404:
      return errorOfMissing(context);
    case 407:
      return new ServiceNowError({
        kind: 'Unreachable',
        what: `The proxy on the way to ${instanceUrl} does not let this portal through`,
        remedy:
          'Check proxy.username and proxy.password of the integration, and that the proxy takes basic authentication.',
        retryable: true,
        status,
      });
    case 429:
      return new ServiceNowError({
        kind: 'RateLimit',
        what: `${instanceUrl} limits how often it may be asked${quote(
          context.said,
        )}`,
        remedy:
          'The portal waits as long as it asks; to wait less, have its rate limit rules for the service account raised.',
        retryable: true,
        retryAfter: retryAfterOf(answer) ?? resetOf(answer),
        status,
      });
    default:
      return status >= 500 || status === 408
        ? errorOfServer(context)
        : invalidRequest(context);
  }
}

function errorOfBadRequest(context: Refusal): ServiceNowError {
  const table = /invalid table\s+(\S+)/i.exec(context.said)?.[1];
  if (!table) {
    return invalidRequest(context);
  }
  return new ServiceNowError({
    kind: 'UnknownTable',
    what: `${context.answer.instanceUrl} has no table "${table}"`,
    remedy:
      'Check "table" in the configuration or the request: it must be the name of a table, such as incident.',
    retryable: false,
    status: context.answer.status,
  });
}

function errorOfMissing({ answer, said }: Refusal): ServiceNowError {
  if (isHtml(answer) || said === '') {
    return notServiceNow(
      answer,
      `${answer.instanceUrl} does not know ServiceNow's REST API`,
    );
  }
  return new ServiceNowError({
    kind: 'NotFound',
    what: `ServiceNow shows no such record${
      answer.table ? ` in ${answer.table}` : ''
    }`,
    remedy:
      'It was deleted, or the service account may not see it: check the record, and the roles of the account.',
    retryable: false,
    status: answer.status,
  });
}

function errorOfServer({ answer, said }: Refusal): ServiceNowError {
  return new ServiceNowError({
    kind: 'Server',
    what: `ServiceNow fails with status ${answer.status}${quote(said)}`,
    remedy:
      'This is often over soon; if not, ask the ServiceNow administrator to look into its logs.',
    retryable: true,
    retryAfter: retryAfterOf(answer),
    status: answer.status,
    isOwnAnswer: said !== '',
  });
}

function invalidRequest({ answer, said }: Refusal): ServiceNowError {
  return new ServiceNowError({
    kind: 'InvalidRequest',
    what: `ServiceNow does not accept the request (status ${
      answer.status
    })${quote(said)}`,
    remedy:
      'Change the values it complains about; if there are none, ask those who run this portal.',
    retryable: false,
    status: answer.status,
  });
}

/** A page at status 200: a sleeping instance, a login page, or something else altogether. */
function errorOfPage(answer: FailedAnswer): ServiceNowError {
  if (/hibernating/i.test(answer.body)) {
    return new ServiceNowError({
      kind: 'Asleep',
      what: `${answer.instanceUrl} is hibernating`,
      remedy: 'Wake it by signing in at https://developer.servicenow.com.',
      retryable: true,
      status: answer.status,
    });
  }
  return notServiceNow(
    answer,
    `${answer.instanceUrl} answers with a web page instead of data`,
  );
}

function notServiceNow(answer: FailedAnswer, what: string): ServiceNowError {
  return new ServiceNowError({
    kind: 'NotServiceNow',
    what,
    remedy:
      'Check that the instance URL is that of the ServiceNow instance itself, not of a login or proxy page.',
    // Login and maintenance pages come and go; what waits must survive them.
    retryable: true,
    status: answer.status,
  });
}

function brokenAnswer(answer: FailedAnswer): ServiceNowError {
  const cancelled = /transaction cancelled/i.test(answer.body);
  return new ServiceNowError({
    kind: 'BrokenAnswer',
    what: cancelled
      ? 'ServiceNow cancelled its own answer: it took longer than its quota allows'
      : 'The answer of ServiceNow was cut short or is not JSON',
    remedy:
      'This is often over soon; if not, ask the ServiceNow administrator about transaction quotas and proxies.',
    retryable: true,
    status: answer.status,
  });
}

/** ServiceNow's own words: message and detail of its error body. */
function wordsOf(body: string): string {
  try {
    const error = JSON.parse(body)?.error;
    if (typeof error === 'string') {
      return error;
    }
    return [error?.message, error?.detail]
      .filter(text => typeof text === 'string' && text !== '')
      .join(': ');
  } catch {
    return '';
  }
}

function isHtml(answer: FailedAnswer): boolean {
  return (
    /html/i.test(answer.contentType) ||
    /^\s*<(!doctype|html)/i.test(answer.body)
  );
}

function retryAfterOf(answer: FailedAnswer): number | undefined {
  const value = answer.retryAfter?.trim();
  if (!value) {
    return undefined;
  }
  const milliseconds = /^\d+$/.test(value)
    ? Number(value) * 1000
    : Date.parse(value) - answer.now.getTime();
  return capped(milliseconds);
}

function resetOf(answer: FailedAnswer): number | undefined {
  const reset = Number(answer.rateLimitReset?.trim() || NaN);
  return capped(reset * 1000 - answer.now.getTime());
}

function capped(milliseconds: number): number | undefined {
  return milliseconds > 0 ? Math.min(milliseconds, MAX_RETRY_AFTER) : undefined;
}

function originOf(location: string, base: string): string {
  try {
    return new URL(location, base).origin;
  } catch {
    return 'elsewhere';
  }
}
