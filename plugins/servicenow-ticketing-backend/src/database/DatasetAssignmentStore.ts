import type {
  DatasetAssignment,
  PageRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import type { DatasetAssignmentRow } from './tables';
import { toIso } from './time';

/** Keeps which entities admins have assigned datasets to. @internal */
export class DatasetAssignmentStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** The entities of every assigned dataset, by its key. */
  async listAll(): Promise<Map<string, string[]>> {
    const rows = await this.#knex('dataset_assignments').select(
      'dataset_key',
      'entity_refs',
    );
    return new Map(
      rows.map(row => [row.dataset_key, JSON.parse(row.entity_refs)]),
    );
  }

  /** One page, by name. */
  async list(
    page: PageRequest,
  ): Promise<{ items: DatasetAssignment[]; total: number }> {
    const [counted] = await this.#knex('dataset_assignments').count({
      total: '*',
    });
    const rows = await this.#knex('dataset_assignments')
      .orderBy([{ column: 'dataset_name' }, { column: 'id' }])
      .limit(page.size)
      .offset((page.page - 1) * page.size);
    return { items: rows.map(toAssignment), total: Number(counted.total) };
  }

  /** Assigns a dataset, instead of whatever it was assigned to before. */
  async put(assignment: {
    datasetKey: string;
    datasetName: string;
    entityRefs: string[];
    assignedBy: string;
    at: Date;
  }): Promise<DatasetAssignment> {
    const [row] = await this.#knex('dataset_assignments')
      .insert({
        dataset_key: assignment.datasetKey,
        dataset_name: assignment.datasetName,
        entity_refs: JSON.stringify(assignment.entityRefs),
        assigned_by: assignment.assignedBy,
        assigned_at: assignment.at,
      })
      .onConflict('dataset_key')
      .merge()
      .returning('*');
    return toAssignment(row);
  }

  async findByKey(key: string): Promise<DatasetAssignment | undefined> {
    const row = await this.#knex('dataset_assignments')
      .where({ dataset_key: key })
      .first();
    return row && toAssignment(row);
  }

  /** Takes an assignment back; answers with the key of its dataset, if there was one. */
  async remove(id: number): Promise<string | undefined> {
    const row = await this.#knex('dataset_assignments').where({ id }).first();
    await this.#knex('dataset_assignments').where({ id }).delete();
    return row?.dataset_key;
  }
}

function toAssignment(row: DatasetAssignmentRow): DatasetAssignment {
  return {
    id: row.id,
    key: row.dataset_key,
    dataset_name: row.dataset_name,
    entity_refs: JSON.parse(row.entity_refs),
    assigned_by: row.assigned_by,
    assigned_at: toIso(row.assigned_at),
  };
}
