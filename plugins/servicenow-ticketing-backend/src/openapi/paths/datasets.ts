import {
  assignDatasetRequest,
  assignDatasetResponse,
  listDatasetAssignmentsResponse,
  listUnmatchedDatasetsRequest,
  listUnmatchedDatasetsResponse,
  numericId,
  pageRequest,
  suggestEntitiesRequest,
  suggestEntitiesResponse,
} from 'backstage-plugin-servicenow-ticketing-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { jsonBody, jsonResponse, refusals } from '../responses';

/** Routes about datasets and the entities they belong to. */
export const datasetPaths: ZodOpenApiPathsObject = {
  '/datasets/unmatched': {
    get: {
      operationId: 'listUnmatchedDatasets',
      summary: 'Datasets with open anomalies that no entity stands for',
      tags: ['Datasets'],
      requestParams: { query: listUnmatchedDatasetsRequest },
      responses: {
        200: jsonResponse(
          'One page of datasets, those with the most anomalies first',
          listUnmatchedDatasetsResponse,
        ),
        ...refusals(),
      },
    },
  },
  '/datasets/suggestions': {
    get: {
      operationId: 'suggestEntities',
      summary: 'Entities that look like an unmatched dataset',
      tags: ['Datasets'],
      requestParams: { query: suggestEntitiesRequest },
      responses: {
        200: jsonResponse(
          'Up to five entities that the caller may see, the likeliest first',
          suggestEntitiesResponse,
        ),
        ...refusals(404, 503),
      },
    },
  },
  '/datasets/assignments': {
    get: {
      operationId: 'listDatasetAssignments',
      summary: 'Datasets that were assigned to entities by hand',
      tags: ['Datasets'],
      requestParams: { query: pageRequest },
      responses: {
        200: jsonResponse(
          'One page of assignments',
          listDatasetAssignmentsResponse,
        ),
        ...refusals(),
      },
    },
    post: {
      operationId: 'assignDataset',
      summary: 'Assign a dataset to entities, for all its anomalies',
      tags: ['Datasets'],
      requestBody: jsonBody(assignDatasetRequest),
      responses: {
        201: jsonResponse('The assignment', assignDatasetResponse),
        ...refusals(404),
      },
    },
  },
  '/datasets/assignments/{assignment_id}': {
    delete: {
      operationId: 'unassignDataset',
      summary: 'Take an assignment back',
      tags: ['Datasets'],
      requestParams: { path: z.object({ assignment_id: numericId }) },
      responses: { 204: { description: 'It is gone' }, ...refusals(404) },
    },
  },
};
