import {
  anomalyReadPermission,
  deliveryRetryPermission,
  type BulkDeliveriesRequest,
  type BulkDeliveriesResponse,
  type Delivery,
  type DeliveryDetails,
  type DeliverySummary,
  type ListDeliveriesRequest,
  type Page,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { PermissionGuard } from '../permissions/PermissionGuard';
import type { CallerOptions } from './contracts';
import type { DeliveryService } from './DeliveryService';

/** Everything about deliveries, for those who may; else NotAllowedError. */
export class AuthorizedDeliveryService {
  readonly #deliveries: DeliveryService;
  readonly #guard: PermissionGuard;

  constructor(options: {
    deliveries: DeliveryService;
    guard: PermissionGuard;
  }) {
    this.#deliveries = options.deliveries;
    this.#guard = options.guard;
  }

  /** Needs anomaly.read for those of one anomaly, delivery.retry for all. */
  async list(
    request: ListDeliveriesRequest,
    caller: CallerOptions,
  ): Promise<Page<Delivery>> {
    if (request.anomaly_id === undefined) {
      await this.#guard.require(deliveryRetryPermission, caller.credentials);
    } else {
      await this.#guard.requireFor(
        request.anomaly_id,
        [anomalyReadPermission],
        caller,
      );
    }
    return this.#deliveries.list(request);
  }

  /** Needs delivery.retry. */
  async summarize({ credentials }: CallerOptions): Promise<DeliverySummary> {
    await this.#guard.require(deliveryRetryPermission, credentials);
    return this.#deliveries.summarize();
  }

  /** Needs delivery.retry. */
  async getDetails(
    id: number,
    { credentials }: CallerOptions,
  ): Promise<DeliveryDetails> {
    await this.#guard.require(deliveryRetryPermission, credentials);
    return this.#deliveries.getDetails(id);
  }

  /** Needs delivery.retry. */
  async decideMany(
    request: BulkDeliveriesRequest,
    { credentials }: CallerOptions,
  ): Promise<BulkDeliveriesResponse> {
    await this.#guard.require(deliveryRetryPermission, credentials);
    return this.#deliveries.decideMany(request);
  }

  /** Needs delivery.retry. */
  async retry(id: number, { credentials }: CallerOptions): Promise<Delivery> {
    await this.#guard.require(deliveryRetryPermission, credentials);
    return this.#deliveries.retry(id);
  }

  /** Needs delivery.retry. */
  async discard(id: number, { credentials }: CallerOptions): Promise<Delivery> {
    await this.#guard.require(deliveryRetryPermission, credentials);
    return this.#deliveries.discard(id);
  }
}
