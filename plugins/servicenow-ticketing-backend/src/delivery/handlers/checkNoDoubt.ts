import type { StoredDelivery } from '../../database/deliveryRows';
import { ServiceNowError } from '../../servicenow/ServiceNowError';

/**
 * What an earlier try was to write is not there. It may come yet: ServiceNow goes on with a call whose caller is gone,
 * until its own limit.
 *
 * @throws ServiceNowError of kind InDoubt until that limit is over.
 */
export function checkNoDoubt(
  { doubtUntil }: Pick<StoredDelivery, 'doubtUntil'>,
  now: Date,
): void {
  const wait = (doubtUntil?.getTime() ?? 0) - now.getTime();
  if (wait > 0) {
    throw new ServiceNowError({
      kind: 'InDoubt',
      what: 'The answer to an earlier try did not come, and ServiceNow may still be working on it',
      remedy:
        'The portal waits until that must be over, so that nothing is written twice, and then looks again.',
      retryable: true,
      retryAfter: wait,
    });
  }
}
