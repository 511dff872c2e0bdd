import { z } from 'zod';
import { dataset } from './anomaly';
import { numericId, timestamp } from './identifiers';
import { pageOf, pageRequest } from './paging';

/** A dataset with open anomalies that no catalog entity stands for. @public */
export const unmatchedDataset = z.object({
  /** Recognises the dataset: platform and normalised name. */
  key: z.string(),
  dataset,
  sources: z.array(z.string()),
  anomaly_count: z.number().int(),
  last_seen_at: timestamp,
  /** The newest of its anomalies. */
  sample: z.object({
    anomaly_id: numericId,
    title: z.string(),
    message: z.string(),
  }),
});
/** @public */
export type UnmatchedDataset = z.infer<typeof unmatchedDataset>;

/** Query of `GET /datasets/unmatched`, worst first. @public */
export const listUnmatchedDatasetsRequest = pageRequest.extend({
  query: z.string().max(200).optional(),
});
/** @public */
export type ListUnmatchedDatasetsRequest = z.infer<
  typeof listUnmatchedDatasetsRequest
>;
/** Answer of `GET /datasets/unmatched`. @public */
export const listUnmatchedDatasetsResponse = pageOf(unmatchedDataset);
/** @public */
export type ListUnmatchedDatasetsResponse = z.infer<
  typeof listUnmatchedDatasetsResponse
>;

/** An admin's word that a dataset is an entity, for all its anomalies, now and later. @public */
export const datasetAssignment = z.object({
  id: numericId,
  key: z.string(),
  dataset_name: z.string(),
  entity_refs: z.array(z.string()),
  assigned_by: z.string(),
  assigned_at: timestamp,
});
/** @public */
export type DatasetAssignment = z.infer<typeof datasetAssignment>;

/** Answer of `GET /datasets/assignments`. @public */
export const listDatasetAssignmentsResponse = pageOf(datasetAssignment);
/** @public */
export type ListDatasetAssignmentsResponse = z.infer<
  typeof listDatasetAssignmentsResponse
>;

/** Body of `POST /datasets/assignments`; replaces what the dataset was assigned to before. @public */
export const assignDatasetRequest = z.strictObject({
  /** Of an unmatched dataset, or of an assignment. */
  key: z.string().min(1).max(1_100),
  entity_refs: z.array(z.string().min(1).max(500)).min(1).max(20),
});
/** @public */
export type AssignDatasetRequest = z.infer<typeof assignDatasetRequest>;

/** Answer of `POST /datasets/assignments`. @public */
export const assignDatasetResponse = datasetAssignment.extend({
  /** Anomalies that belong to the entities from now on. */
  anomaly_count: z.number().int(),
});
/** @public */
export type AssignDatasetResponse = z.infer<typeof assignDatasetResponse>;

/** Query of `GET /datasets/suggestions`: the key of an unmatched dataset. @public */
export const suggestEntitiesRequest = z.object({
  key: z.string().min(1).max(1_100),
});
/** @public */
export type SuggestEntitiesRequest = z.infer<typeof suggestEntitiesRequest>;

/** An entity that looks like a dataset, and by what; nothing is matched by it until somebody assigns it. @public */
export const entitySuggestion = z.object({
  entity_ref: z.string(),
  /** The entity's title, or its name. */
  title: z.string(),
  /** How much it looks like the dataset, to 1: the same name. */
  score: z.number(),
  matched: z.object({
    /** What of the entity resembles a name of the dataset: its name, its title, or an annotation. */
    by: z.enum(['name', 'title', 'dataset', 'dbt_node']),
    text: z.string(),
  }),
});
/** @public */
export type EntitySuggestion = z.infer<typeof entitySuggestion>;

/** Answer of `GET /datasets/suggestions`: up to five entities that the caller may see, the likeliest first. @public */
export const suggestEntitiesResponse = z.object({
  items: z.array(entitySuggestion),
});
/** @public */
export type SuggestEntitiesResponse = z.infer<typeof suggestEntitiesResponse>;
