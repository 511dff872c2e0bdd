import { isError, type ResponseError } from '@backstage/errors';
import {
  preflightRefusal,
  type PreflightReport,
} from 'backstage-plugin-servicenow-ticketing-common';

function isHttpError(error: unknown): error is ResponseError {
  return isError(error) && error.name === 'ResponseError';
}

/** The HTTP status a call was refused with; `undefined` when the backend was not reached at all. */
export function statusOf(error: unknown): number | undefined {
  return isHttpError(error) ? error.statusCode : undefined;
}

/** The backend's own words about what went wrong, or the browser's when it was not reached. */
export function messageOf(error: unknown): string {
  if (isHttpError(error)) {
    return error.cause.message;
  }
  return isError(error) ? error.message : String(error);
}

/** Whether the backend refused the request for good, so that sending it once more cannot help. */
export function isRefusal(error: unknown): boolean {
  const status = statusOf(error);
  return status !== undefined && status >= 400 && status < 500;
}

/**
 * Splits a refusal such as `Invalid request: title: must not be empty; impact: must be one of 1, 2, 3`
 * into messages by field, which may be a path such as `definition.table`; what names no known field is left out.
 */
export function fieldErrorsOf(
  error: unknown,
  fields: string[],
): Record<string, string> {
  const found: Record<string, string> = {};
  const text = messageOf(error).replace(/^Invalid request:\s*/, '');
  for (const part of text.split('; ')) {
    const match = /^([\w.-]+): (.+)$/s.exec(part);
    if (match && fields.includes(match[1])) {
      found[match[1]] = match[2];
    }
  }
  return found;
}

/** The report of the preflight that a save was refused for; `undefined` when it was refused for something else. */
export function preflightReportOf(error: unknown): PreflightReport | undefined {
  if (!isHttpError(error)) {
    return undefined;
  }
  const refusal = preflightRefusal.safeParse(error.body.error);
  return refusal.success ? refusal.data.report : undefined;
}
