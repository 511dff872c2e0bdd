import type { LoggerService } from '@backstage/backend-plugin-api';
import type { DeliverySettings } from '../config/readDeliveryConfig';
import type { DeliveryStore } from '../database/DeliveryStore';
import type { ReferenceDirectory } from '../servicenow/ReferenceDirectory';
import type { ClosedTicket, DeliveryTarget } from './DeliveryHandler';
import type { DeliveryObserver } from './DeliveryObserver';

/** @internal */
export interface DeliveryWorkerOptions {
  deliveries: DeliveryStore;
  /** The instance of an integration; `undefined` when it is not configured any more. */
  targetOf: (integrationId: number) => DeliveryTarget | undefined;
  /** Has a new ticket take the place of one that is closed, once. */
  replaceClosed: (closed: ClosedTicket) => Promise<void>;
  settings: DeliverySettings;
  productName: string;
  /** What names of groups, people and configuration items stand for. */
  references: ReferenceDirectory;
  logger: LoggerService;
  observer?: DeliveryObserver;
  now?: () => Date;
  random?: () => number;
}
