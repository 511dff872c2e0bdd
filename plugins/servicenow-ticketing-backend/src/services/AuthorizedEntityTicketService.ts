import {
  DEFAULT_NAMESPACE,
  stringifyEntityRef,
  type CompoundEntityRef,
} from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  anomalyReadPermission,
  type EntityRecovery,
  type EntityRecoveryRequest,
  type EntityTicketsSummary,
  type ListEntityTicketsRequest,
  type ListEntityTicketsResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { PermissionGuard } from '../permissions/PermissionGuard';
import type { CallerOptions } from './contracts';
import type { EntityTarget, EntityTicketService } from './EntityTicketService';

/** ServiceNow records of entities that the caller may see in the catalog; needs anomaly.read for some
 * anomaly, else NotAllowedError; tickets that only anomalies tie to an entity are shown to those who may read these. */
export class AuthorizedEntityTicketService {
  readonly #tickets: EntityTicketService;
  readonly #catalog: CatalogService;
  readonly #guard: PermissionGuard;

  constructor(options: {
    entityTickets: EntityTicketService;
    catalog: CatalogService;
    guard: PermissionGuard;
  }) {
    this.#tickets = options.entityTickets;
    this.#catalog = options.catalog;
    this.#guard = options.guard;
  }

  async list(
    entity: CompoundEntityRef,
    request: ListEntityTicketsRequest,
    caller: CallerOptions,
  ): Promise<ListEntityTicketsResponse> {
    return this.#tickets.list(await this.#read(entity, caller), request);
  }

  async summarize(
    entity: CompoundEntityRef,
    request: { integration_id?: number },
    caller: CallerOptions,
  ): Promise<EntityTicketsSummary> {
    return this.#tickets.summarize(await this.#read(entity, caller), request);
  }

  async recovery(
    entity: CompoundEntityRef,
    request: EntityRecoveryRequest,
    caller: CallerOptions,
  ): Promise<EntityRecovery> {
    return this.#tickets.recovery(await this.#read(entity, caller), request);
  }

  /** As the caller: whoever may not see an entity gets the same answer as for one there is not. */
  async #read(
    entityRef: CompoundEntityRef,
    caller: CallerOptions,
  ): Promise<EntityTarget> {
    const access = await this.#guard.accessOf(anomalyReadPermission, caller);
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials: caller.credentials,
    });
    const ref = stringifyEntityRef(
      entity ?? {
        ...entityRef,
        namespace: entityRef.namespace || DEFAULT_NAMESPACE,
      },
    );
    if (!entity) {
      throw new NotFoundError(`The catalog has no entity ${ref}`);
    }
    return { ref, annotations: entity.metadata.annotations ?? {}, access };
  }
}
