import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  toPage,
  type AssignDatasetRequest,
  type AssignDatasetResponse,
  type ListDatasetAssignmentsResponse,
  type ListUnmatchedDatasetsRequest,
  type ListUnmatchedDatasetsResponse,
  type PageRequest,
  type SuggestEntitiesRequest,
  type SuggestEntitiesResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { DatasetAssignmentStore } from '../../database/DatasetAssignmentStore';
import type { DatasetStore } from '../../database/DatasetStore';
import type { Actor } from '../contracts';
import type { EntityDirectory } from '../EntityDirectory';
import { DATASET_KINDS } from './EntityIndex';
import type { EntitySuggester } from './EntitySuggester';
import type { Rematcher } from './Rematcher';

/** Shows datasets that no entity stands for, and lets admins say which entities they are. @internal */
export class DatasetService {
  readonly #datasets: DatasetStore;
  readonly #assignments: DatasetAssignmentStore;
  readonly #entities: Pick<EntityDirectory, 'listMissing'>;
  readonly #suggester: EntitySuggester;
  readonly #rematcher: Pick<Rematcher, 'rematchDataset'>;
  readonly #now: () => Date;

  constructor(options: {
    datasets: DatasetStore;
    assignments: DatasetAssignmentStore;
    entities: Pick<EntityDirectory, 'listMissing'>;
    suggester: EntitySuggester;
    rematcher: Pick<Rematcher, 'rematchDataset'>;
    now?: () => Date;
  }) {
    this.#datasets = options.datasets;
    this.#assignments = options.assignments;
    this.#entities = options.entities;
    this.#suggester = options.suggester;
    this.#rematcher = options.rematcher;
    this.#now = options.now ?? (() => new Date());
  }

  async listUnmatched(
    request: ListUnmatchedDatasetsRequest,
  ): Promise<ListUnmatchedDatasetsResponse> {
    const { items, total } = await this.#datasets.listUnmatched(request);
    return toPage(items, { ...request, total });
  }

  /**
   * Entities that look like a dataset, of those that these credentials may see.
   *
   * @throws NotFoundError when no anomaly is about such a dataset
   * @throws ServiceUnavailableError when the catalog does not answer
   */
  async suggest(
    { key }: SuggestEntitiesRequest,
    credentials: BackstageCredentials,
  ): Promise<SuggestEntitiesResponse> {
    const groups = await this.#datasets.listGroups([key]);
    if (groups.length === 0) {
      throw new NotFoundError(`key: no anomaly is about a dataset ${key}`);
    }
    return {
      items: await this.#suggester.suggest(
        groups.map(({ dataset }) => dataset),
        credentials,
      ),
    };
  }

  async listAssignments(
    page: PageRequest,
  ): Promise<ListDatasetAssignmentsResponse> {
    const { items, total } = await this.#assignments.list(page);
    return toPage(items, { ...page, total });
  }

  /**
   * Assigns a dataset to entities, for all its anomalies, now and later.
   *
   * @throws NotFoundError when no anomaly is about such a dataset
   * @throws InputError for entities that there are not, or that stand for no dataset
   */
  async assign(
    request: AssignDatasetRequest,
    actor: Actor,
  ): Promise<AssignDatasetResponse> {
    const name =
      (await this.#datasets.nameOf(request.key)) ??
      (await this.#assignments.findByKey(request.key))?.dataset_name;
    if (name === undefined) {
      throw new NotFoundError(
        `key: no anomaly is about a dataset ${request.key}`,
      );
    }
    const entityRefs = [...new Set(request.entity_refs.map(toDatasetRef))];
    const missing = await this.#entities.listMissing(entityRefs);
    if (missing.length > 0) {
      throw new InputError(
        `entity_refs: the catalog has no ${missing.join(', ')}`,
      );
    }
    const assignment = await this.#assignments.put({
      datasetKey: request.key,
      datasetName: name,
      entityRefs: entityRefs.sort(),
      assignedBy: actor.ref,
      at: this.#now(),
    });
    const moved = await this.#rematcher.rematchDataset(request.key);
    return { ...assignment, anomaly_count: moved };
  }

  /**
   * Takes an assignment back; its anomalies are matched as if it had never been.
   *
   * @throws NotFoundError
   */
  async unassign(assignmentId: number): Promise<void> {
    const key = await this.#assignments.remove(assignmentId);
    if (key === undefined) {
      throw new NotFoundError(`There is no assignment ${assignmentId}`);
    }
    await this.#rematcher.rematchDataset(key);
  }
}

function toDatasetRef(text: string): string {
  let ref: ReturnType<typeof parseEntityRef>;
  try {
    ref = parseEntityRef(text);
  } catch {
    throw new InputError(
      `entity_refs: "${text}" is no entity ref. Write it like resource:default/orders.`,
    );
  }
  if (
    !DATASET_KINDS.some(kind => kind.toLowerCase() === ref.kind.toLowerCase())
  ) {
    throw new InputError(
      `entity_refs: ${text} stands for no dataset. Use a ${DATASET_KINDS.join(
        ', ',
      )}.`,
    );
  }
  return stringifyEntityRef(ref);
}
