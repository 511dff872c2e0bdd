import type { AnomalyRecord } from '../domain/anomaly';
import type { EntityFacts } from '../domain/entityFacts';
import type { TemplateFacts } from '../domain/templates/templateValues';
import type { Actor } from './contracts';
import type { EntityDirectory } from './EntityDirectory';

/** Collects what a ticket of an anomaly may say. */
export class TicketFacts {
  readonly #entities: EntityDirectory;
  readonly #productName: string;
  readonly #anomalyUrl: (anomalyId: number) => string;

  constructor(options: {
    entities: EntityDirectory;
    productName: string;
    anomalyUrl: (anomalyId: number) => string;
  }) {
    this.#entities = options.entities;
    this.#productName = options.productName;
    this.#anomalyUrl = options.anomalyUrl;
  }

  /** What a ticket may say about an anomaly whose entity is known already. */
  of(
    anomaly: AnomalyRecord,
    context: { user: Actor; entity: EntityFacts | undefined },
  ): TemplateFacts {
    return {
      productName: this.#productName,
      anomaly,
      anomalyUrl: this.#anomalyUrl(anomaly.id),
      ...context,
    };
  }

  async about(anomaly: AnomalyRecord, user: Actor): Promise<TemplateFacts> {
    const entity = await this.#entities.describe(anomaly.entityRefs);
    return this.of(anomaly, { user, entity });
  }
}
