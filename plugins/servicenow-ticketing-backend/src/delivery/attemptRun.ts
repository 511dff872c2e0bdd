import type { ClaimedDelivery } from '../database/deliveryRows';
import type {
  AttemptResult,
  Settlement,
} from '../database/operations/deliveries/settle';
import type { RemoteTicket } from '../domain/remoteTicket';
import {
  isServiceNowError,
  ServiceNowError,
} from '../servicenow/ServiceNowError';
import { deliverOne } from './deliverOne';
import type { DeliveryTarget } from './DeliveryHandler';
import type { DeliveryWorkerOptions } from './DeliveryWorkerOptions';
import { failedResult } from './failedResult';
import { deliverNotes } from './handlers/notes';
import { logFields } from './logFields';

/** What a try needs of the worker. @internal */
export type AttemptContext = Omit<DeliveryWorkerOptions, 'now' | 'random'> & {
  now: () => Date;
  random: () => number;
  signal: AbortSignal;
};

/** How the try of a delivery ended. @internal */
export interface Attempt extends Settlement {
  result: AttemptResult;
  /** Why it failed. */
  error?: Error;
}

/**
 * Tries deliveries of one ticket once, several with one call, and decides what follows from how it ended. Does not
 * throw. Gives one attempt for each of them.
 * @internal
 */
export async function attemptRun(
  run: ClaimedDelivery[],
  context: AttemptContext,
): Promise<Attempt[]> {
  const timing = { startedAt: context.now(), clock: performance.now() };
  const whole = await tryRun(run, context, timing);
  if (run.length === 1 || whole[0].result.outcome !== 'refused') {
    return whole;
  }
  // Refused together: the first may be fine by itself, and if not, it alone is at fault.
  const [first, ...others] = run;
  const alone = await tryRun([first], context, timing);
  return [
    ...alone,
    ...others.map(delivery => ({
      delivery,
      result: { outcome: 'postponed' as const },
    })),
  ];
}

interface Timing {
  startedAt: Date;
  clock: number;
}

async function tryRun(
  run: ClaimedDelivery[],
  context: AttemptContext,
  { startedAt, clock }: Timing,
): Promise<Attempt[]> {
  const timing = () => ({ startedAt, duration: performance.now() - clock });
  try {
    const remote = await deliver(run, context);
    const result = { ...timing(), outcome: 'delivered' as const, remote };
    return run.map(delivery => ({ delivery, result }));
  } catch (caught) {
    const error = caught instanceof Error ? caught : new Error(String(caught));
    const random = context.random();
    const attempts = run.map(delivery => ({
      delivery,
      error,
      result: failedResult(delivery, error, {
        ...context,
        ...timing(),
        random,
      }),
    }));
    logFailure(attempts, context);
    return attempts;
  }
}

async function deliver(
  run: ClaimedDelivery[],
  context: AttemptContext,
): Promise<RemoteTicket | undefined> {
  const [delivery] = run;
  const target = targetOf(delivery, context);
  const { productName, references, replaceClosed, now, signal, logger } =
    context;
  return run.length > 1
    ? deliverNotes({ run, target, now, signal })
    : deliverOne({
        delivery,
        ticket: delivery.ticket,
        target,
        productName,
        references,
        replaceClosed,
        warn: message =>
          logger.warn(
            `Delivery ${delivery.id} (${delivery.kind}): ${message}`,
            logFields(delivery),
          ),
        now,
        signal,
      });
}

function targetOf(
  { integrationId }: ClaimedDelivery,
  context: AttemptContext,
): DeliveryTarget {
  const target = context.targetOf(integrationId);
  if (!target) {
    throw new ServiceNowError({
      kind: 'NotConfigured',
      what: 'The integration of this ticket is not connected any more',
      remedy:
        'Connect it again under its old name, in the portal or under servicenowTicketing.integrations, then retry.',
      retryable: false,
    });
  }
  return target;
}

/** What was not sent is no news of its own: what holds it back is told where that begins. */
function logFailure(
  attempts: Required<Attempt>[],
  { logger }: AttemptContext,
): void {
  const [{ delivery, result, error }] = attempts;
  const behind = attempts.length - 1;
  const what = `Delivery ${delivery.id} (${delivery.kind}${
    behind > 0 ? `, and ${behind} more` : ''
  })`;
  if (result.outcome === 'retry') {
    const level = isServiceNowError(error) ? 'warn' : 'error';
    logger[level](
      `${what} failed and will be tried again: ${error.message}`,
      logFields(delivery),
    );
  } else if (result.outcome === 'refused') {
    logger.error(
      `${what} is given up after ${delivery.attempts} tries: ${error.message}`,
      logFields(delivery),
    );
  }
}
