import type { LoggerService } from '@backstage/backend-plugin-api';
import type { AnomalyGroup, DatasetStore } from '../../database/DatasetStore';
import type { ChangeAnnouncer } from '../../domain/changeAnnouncer';
import type { EntityMatcher } from './EntityMatcher';
import type { EntityOwners } from './EntityOwners';

/** Datasets that are looked at together. */
const DATASETS_PER_STEP = 200;

/**
 * Matches anomalies anew, as the catalog has changed since they were reported: entities come, go and get annotations.
 *
 * @internal
 */
export class Rematcher {
  readonly #datasets: DatasetStore;
  readonly #matcher: EntityMatcher;
  readonly #owners: EntityOwners;
  readonly #announcer: ChangeAnnouncer;
  readonly #logger: LoggerService;

  constructor(options: {
    datasets: DatasetStore;
    matcher: EntityMatcher;
    owners: EntityOwners;
    announcer: ChangeAnnouncer;
    logger: LoggerService;
  }) {
    this.#datasets = options.datasets;
    this.#matcher = options.matcher;
    this.#owners = options.owners;
    this.#announcer = options.announcer;
    this.#logger = options.logger;
  }

  /** Looks at every dataset; answers with how many anomalies belong to others than before. */
  async rematchAll(signal?: AbortSignal): Promise<number> {
    this.#matcher.forget();
    let moved = 0;
    let after: string | undefined;
    while (!signal?.aborted) {
      const keys = await this.#datasets.listKeys({
        after,
        limit: DATASETS_PER_STEP,
      });
      if (keys.length === 0) {
        break;
      }
      moved += await this.#rematch(await this.#datasets.listGroups(keys));
      after = keys.at(-1);
    }
    if (moved > 0) {
      this.#logger.info(
        `The catalog has changed: ${moved} anomalies belong to other entities now`,
      );
    }
    await this.#owners.refresh();
    return moved;
  }

  /** Looks at one dataset; answers with how many anomalies belong to others than before. */
  async rematchDataset(key: string): Promise<number> {
    this.#matcher.forget();
    const moved = await this.#rematch(await this.#datasets.listGroups([key]));
    await this.#owners.ensure();
    return moved;
  }

  async #rematch(groups: AnomalyGroup[]): Promise<number> {
    const matches = await this.#matcher.match(
      groups.map(({ source, dataset, namedEntityRef }) => ({
        source,
        dataset,
        entityRef: namedEntityRef,
      })),
    );
    let moved = 0;
    for (const [index, group] of groups.entries()) {
      moved += await this.#datasets.moveGroup(group, matches[index]);
    }
    if (moved > 0) {
      this.#announcer.anomaliesChanged('many');
    }
    return moved;
  }
}
