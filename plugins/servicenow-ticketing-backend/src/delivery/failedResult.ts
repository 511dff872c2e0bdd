import type { DeliverySettings } from '../config/readDeliveryConfig';
import type { ClaimedDelivery } from '../database/deliveryRows';
import type { AttemptResult } from '../database/operations/deliveries/settle';
import { backoffDelay } from '../domain/backoff';
import {
  isServiceNowError,
  type Doubt,
  type ServiceNowError,
  type ServiceNowErrorKind,
} from '../servicenow/ServiceNowError';

/** @internal */
export interface FailureContext {
  settings: DeliverySettings;
  now: () => Date;
  random: number;
  startedAt: Date;
  duration: number;
}

const NOTHING_SENT: ReadonlySet<ServiceNowErrorKind> = new Set([
  'InDoubt',
  'NotConfigured',
]);

/** What follows from a failed try. @internal */
export function failedResult(
  delivery: ClaimedDelivery,
  error: Error,
  context: FailureContext,
): AttemptResult {
  const { settings, startedAt, duration } = context;
  const now = context.now();
  const known = isServiceNowError(error) ? error : undefined;
  const doubtUntil = doubtOf(delivery, known, context);
  // A failure of our own is a bug or a database away: worth trying again.
  const retryable = known?.retryable ?? true;
  const since = delivery.firstTriedAt ?? delivery.createdAt;
  const base = { startedAt, duration, doubtUntil, error: error.message };
  if (!retryable || now.getTime() - since.getTime() >= settings.giveUpAfter) {
    return { ...base, outcome: 'refused' };
  }
  const delay = backoffDelay(
    { initial: settings.initialBackoff, maximum: settings.maxBackoff },
    {
      number: delivery.attempts,
      retryAfter: known?.retryAfter,
      random: context.random,
    },
  );
  const nextAttemptAt = new Date(now.getTime() + delay);
  return known && wasHeldBack(known)
    ? {
        outcome: 'postponed',
        error: error.message,
        // The delay is how long the limit wants, and not longer with every time it was in the way.
        nextAttemptAt: known.retryAfter
          ? new Date(now.getTime() + known.retryAfter)
          : nextAttemptAt,
      }
    : { ...base, outcome: 'retry', nextAttemptAt };
}

/** Whether our own limits kept a call from being sent, so that it counts as no try. @internal */
export function wasHeldBack(error: ServiceNowError): boolean {
  return (
    error.kind === 'BreakerOpen' ||
    error.kind === 'Busy' ||
    (error.kind === 'RateLimit' && error.status === undefined)
  );
}

function doubtOf(
  { doubtUntil }: ClaimedDelivery,
  error: ServiceNowError | undefined,
  { settings, now }: FailureContext,
): Date | undefined {
  const doubt = error ? doubtAfter(error) : 'running';
  if (doubt === undefined) {
    return doubtUntil;
  }
  const until = new Date(
    now().getTime() + (doubt === 'running' ? settings.transactionTimeout : 0),
  );
  return doubtUntil && doubtUntil > until ? doubtUntil : until;
}

/** A handler that fails by itself, or reading, may have written before. */
function doubtAfter(error: ServiceNowError): Doubt | undefined {
  const isNews = !wasHeldBack(error) && !NOTHING_SENT.has(error.kind);
  return error.isWrite || !isNews ? error.doubt : 'ended';
}
