import { createDocument } from 'zod-openapi';
import { version } from '../../package.json';
import { administrationPaths } from './paths/administration';
import { anomalyPaths } from './paths/anomalies';
import { datasetPaths } from './paths/datasets';
import { entityPaths } from './paths/entities';
import { ingestPaths } from './paths/ingest';
import { integrationPaths } from './paths/integrations';
import { linkedTicketPaths } from './paths/linkedTickets';
import { ticketPaths } from './paths/tickets';
import { webhookPaths } from './paths/webhooks';

/** Describes the HTTP API, from the very schemas that check its requests. */
export function createOpenApiDocument(
  baseUrl: string,
): ReturnType<typeof createDocument> {
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'ServiceNow ticketing',
      version,
      description:
        'Data-quality anomalies of the catalog, and the ServiceNow tickets tied to them.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: baseUrl }],
    security: [{ bearer: [] }],
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description:
            'A Backstage user or service token, or a static token of backend.auth.externalAccess',
        },
      },
    },
    paths: {
      ...anomalyPaths,
      ...ticketPaths,
      ...linkedTicketPaths,
      ...entityPaths,
      ...datasetPaths,
      ...ingestPaths,
      ...integrationPaths,
      ...administrationPaths,
      ...webhookPaths,
    },
  });
}
