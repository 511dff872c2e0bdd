import type { StoredDelivery } from '../database/deliveryRows';
import type { AttemptResult } from '../database/operations/deliveries/settle';
import { backoffDelay } from '../domain/backoff';
import type { DeliveryOutcome } from '../domain/deliveryOutcome';
import type { RemoteTicket } from '../domain/remoteTicket';
import {
  isServiceNowError,
  ServiceNowError,
} from '../servicenow/ServiceNowError';
import { deliverOne } from './deliverOne';
import type { DeliveryWorkerOptions } from './DeliveryWorkerOptions';

/** What a try needs of the worker. */
type AttemptContext = Omit<DeliveryWorkerOptions, 'now' | 'random'> & {
  now: () => Date;
  random: () => number;
  signal: AbortSignal;
};

/** What to write about a try, and what to tell those who wait for it. */
interface Attempt {
  result: AttemptResult;
  outcome: DeliveryOutcome;
}

/** Tries a delivery once, and decides what follows from how it ended. Does not throw. */
export async function attemptDelivery(
  delivery: StoredDelivery,
  context: AttemptContext,
): Promise<Attempt> {
  const startedAt = context.now();
  const clock = performance.now();
  let remote: RemoteTicket | undefined;
  try {
    remote = await deliver(delivery, context);
  } catch (caught) {
    const error = caught instanceof Error ? caught : new Error(String(caught));
    return failedAttempt(delivery, context, {
      error,
      startedAt,
      duration: performance.now() - clock,
    });
  }
  return {
    result: {
      outcome: 'delivered',
      remote,
      startedAt,
      duration: performance.now() - clock,
    },
    outcome: { status: 'delivered', remote },
  };
}

async function deliver(
  delivery: StoredDelivery,
  context: AttemptContext,
): Promise<RemoteTicket | undefined> {
  const target = context.targetOf(delivery.integrationId);
  if (!target) {
    throw new ServiceNowError({
      kind: 'NotConfigured',
      what: 'The integration of this ticket is not connected any more',
      remedy:
        'Connect it again under its old name, in the portal or under servicenowTicketing.integrations, then retry.',
      retryable: false,
    });
  }
  const ticket = await context.tickets.get(delivery.ticketId);
  if (!ticket) {
    throw new Error(`Delivery ${delivery.id} has no ticket`);
  }
  return deliverOne({
    delivery,
    ticket,
    target,
    productName: context.productName,
    references: context.references,
    warn: message =>
      context.logger.warn(
        `Delivery ${delivery.id} (${delivery.kind}): ${message}`,
      ),
    signal: context.signal,
  });
}

function failedAttempt(
  delivery: StoredDelivery,
  context: AttemptContext,
  failure: { error: Error; startedAt: Date; duration: number },
): Attempt {
  const { settings, logger } = context;
  const { error, startedAt, duration } = failure;
  const known = isServiceNowError(error) ? error : undefined;
  const now = context.now();
  const age = now.getTime() - delivery.createdAt.getTime();
  // A failure of our own is a bug or a database away: worth trying again, and worth an error in the log.
  const retryable = known?.retryable ?? true;
  const base = { startedAt, duration, error: error.message };

  if (retryable && age < settings.giveUpAfter) {
    logger[known ? 'warn' : 'error'](
      `Delivery ${delivery.id} (${delivery.kind}) failed and will be tried again: ${error.message}`,
    );
    const delay = backoffDelay(
      { initial: settings.initialBackoff, maximum: settings.maxBackoff },
      {
        number: delivery.attempts,
        retryAfter: known?.retryAfter,
        random: context.random(),
      },
    );
    const nextAttemptAt = new Date(now.getTime() + delay);
    return {
      result: { ...base, outcome: 'retry', nextAttemptAt },
      outcome: { status: 'retrying', error },
    };
  }
  logger.error(
    `Delivery ${delivery.id} (${delivery.kind}) is given up after ${delivery.attempts} tries: ${error.message}`,
  );
  return {
    result: { ...base, outcome: 'refused' },
    outcome: { status: 'dead', error },
  };
}
