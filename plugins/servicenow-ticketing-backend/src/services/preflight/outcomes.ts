import { isError } from '@backstage/errors';
import type { PreflightCheck } from 'backstage-plugin-servicenow-ticketing-common';
import {
  isServiceNowError,
  type ServiceNowError,
} from '../../servicenow/ServiceNowError';

/** A check before its outcome is known. */
export interface Subject {
  name: string;
  asked: string;
}

export function ok(subject: Subject, answer: string): PreflightCheck {
  return { ...subject, outcome: 'ok', answer, remedy: null };
}

/** Works, but not as well as it could. */
export function warning(
  subject: Subject,
  what: { answer: string; remedy: string },
): PreflightCheck {
  return { ...subject, outcome: 'warning', ...what };
}

/** Must be repaired before the integration can do its job. */
export function failed(
  subject: Subject,
  what: { answer: string; remedy: string },
): PreflightCheck {
  return { ...subject, outcome: 'failed', ...what };
}

/** Was not, or cannot be, found out: no reason to worry by itself. */
export function skipped(subject: Subject, answer: string): PreflightCheck {
  return { ...subject, outcome: 'skipped', answer, remedy: null };
}

/** Skipped, as it builds on a check that failed. */
export function notAsked(name: string): PreflightCheck {
  return skipped(
    { name, asked: 'Nothing' },
    'Not asked, because an earlier check failed',
  );
}

/** Failed with ServiceNow's error, in its words unless there is a better remedy. */
export function failedBy(
  subject: Subject,
  error: ServiceNowError,
  remedy = error.remedy,
): PreflightCheck {
  return failed(subject, { answer: error.what, remedy });
}

/** Lets through only what ServiceNow refused or failed to do; anything else is a mistake of ours. */
export function serviceNowErrorOf(error: unknown): ServiceNowError {
  if (isServiceNowError(error)) {
    return error;
  }
  throw error;
}

/**
 * Why something could not be asked: ServiceNow's error, or that of a name which no query can hold. Anything else is
 * a mistake of ours, and is thrown.
 */
export function reasonOf(error: unknown): string {
  if (isServiceNowError(error)) {
    return error.what;
  }
  if (isError(error) && error.name === 'InputError') {
    return error.message.replace(/\.$/, '');
  }
  throw error;
}
