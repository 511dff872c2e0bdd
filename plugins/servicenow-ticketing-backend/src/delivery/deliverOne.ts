import type { RemoteTicket } from '../domain/remoteTicket';
import type { DeliveryJob } from './DeliveryHandler';
import { deliverCreate } from './handlers/create';
import { deliverFields } from './handlers/fields';
import { deliverLink } from './handlers/link';
import { deliverNote } from './handlers/note';
import { deliverReopen } from './handlers/reopen';
import { deliverResolve } from './handlers/resolve';
import { deliverSeverity } from './handlers/severity';
import { deliverStatus } from './handlers/status';
import { deliveryPayloads } from './payloads';

/**
 * One try of a delivery, by the handler of its kind.
 *
 * @throws ServiceNowError when ServiceNow did not do it.
 * @internal
 */
export async function deliverOne(
  job: Omit<DeliveryJob<unknown>, 'payload' | 'isRepeat'>,
): Promise<RemoteTicket | undefined> {
  const { kind, payload, doubtUntil } = job.delivery;
  const context = { ...job, isRepeat: doubtUntil !== undefined };
  switch (kind) {
    case 'create':
      return deliverCreate({
        ...context,
        payload: deliveryPayloads.create.parse(payload),
      });
    case 'link':
      return deliverLink({
        ...context,
        payload: deliveryPayloads.link.parse(payload),
      });
    case 'resolve':
      return deliverResolve({
        ...context,
        payload: deliveryPayloads.resolve.parse(payload),
      });
    case 'reopen':
      return deliverReopen({
        ...context,
        payload: deliveryPayloads.reopen.parse(payload),
      });
    case 'status':
      return deliverStatus({
        ...context,
        payload: deliveryPayloads.status.parse(payload),
      });
    case 'severity':
      return deliverSeverity({
        ...context,
        payload: deliveryPayloads.severity.parse(payload),
      });
    case 'acknowledge':
    case 'priority':
      return deliverFields({
        ...context,
        payload: deliveryPayloads[kind].parse(payload),
      });
    case 'comment':
    case 'unlink':
      return deliverNote({
        ...context,
        payload: deliveryPayloads[kind].parse(payload),
      });
    default:
      throw new Error(`Unknown kind of delivery ${kind satisfies never}`);
  }
}
