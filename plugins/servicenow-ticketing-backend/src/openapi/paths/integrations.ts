import {
  authorizationState,
  authorizeRequest,
  authorizeResponse,
  createIntegrationRequest,
  integrationDetails,
  integrationOptions,
  listApiCallsRequest,
  listApiCallsResponse,
  listChoicesRequest,
  listChoicesResponse,
  listIntegrationsResponse,
  numericId,
  preflightReport,
  previewMappingRequest,
  previewMappingResponse,
  testDefinitionRequest,
  testIntegrationRequest,
  updateIntegrationRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import { z } from 'zod';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { jsonBody, jsonResponse, refusals } from '../responses';

const tags = ['Integrations'];
const path = z.object({ integration_id: numericId });

/** Routes for those who connect ServiceNow. */
export const integrationPaths: ZodOpenApiPathsObject = {
  '/integrations': {
    get: {
      operationId: 'listIntegrations',
      summary: 'Connected ServiceNow instances, without their credentials',
      tags,
      responses: {
        200: jsonResponse('All of them', listIntegrationsResponse),
        ...refusals(),
      },
    },
    post: {
      operationId: 'createIntegration',
      summary:
        'Connect an instance; refused when its preflight fails, with the report in error.report',
      tags,
      requestBody: jsonBody(createIntegrationRequest),
      responses: {
        201: jsonResponse('The integration', integrationDetails),
        ...refusals(409),
      },
    },
  },
  '/integrations/options': {
    get: {
      operationId: 'getIntegrationOptions',
      summary: 'Whether instances can be connected in the portal',
      tags,
      responses: {
        200: jsonResponse('And if not, why', integrationOptions),
        ...refusals(),
      },
    },
  },
  '/integrations/test': {
    post: {
      operationId: 'testDefinition',
      summary: 'Check a connection that is not saved; nothing is kept',
      tags,
      requestBody: jsonBody(testDefinitionRequest),
      responses: {
        200: jsonResponse('Each check and what to do', preflightReport),
        ...refusals(404),
      },
    },
  },
  '/integrations/{integration_id}': {
    get: {
      operationId: 'getIntegration',
      summary: 'One connected instance, and which of its secrets are set',
      tags,
      requestParams: { path },
      responses: {
        200: jsonResponse('The integration', integrationDetails),
        ...refusals(404),
      },
    },
    put: {
      operationId: 'updateIntegration',
      summary:
        'Change a connection of the portal; secrets that are left out stay',
      tags,
      requestParams: { path },
      requestBody: jsonBody(updateIntegrationRequest),
      responses: {
        200: jsonResponse('The integration', integrationDetails),
        ...refusals(404, 409),
      },
    },
    delete: {
      operationId: 'disconnectIntegration',
      summary:
        'Forget a connection of the portal and its credentials; tickets stay linked',
      tags,
      requestParams: { path },
      responses: {
        204: { description: 'It is disconnected' },
        ...refusals(404, 409),
      },
    },
  },
  '/integrations/{integration_id}/test': {
    post: {
      operationId: 'testIntegration',
      summary: 'Check that an integration can do its job',
      tags,
      requestParams: { path },
      requestBody: { ...jsonBody(testIntegrationRequest), required: false },
      responses: {
        200: jsonResponse('Each check and what to do', preflightReport),
        ...refusals(404),
      },
    },
  },
  '/integrations/{integration_id}/choices': {
    get: {
      operationId: 'listChoices',
      summary: 'The choices of a field',
      tags,
      requestParams: { path, query: listChoicesRequest },
      responses: {
        200: jsonResponse('The choices', listChoicesResponse),
        ...refusals(404, 503),
      },
    },
  },
  '/integrations/{integration_id}/preview': {
    post: {
      operationId: 'previewMapping',
      summary: 'What a mapping makes of an anomaly; nothing is sent',
      tags,
      requestParams: { path },
      requestBody: jsonBody(previewMappingRequest),
      responses: {
        200: jsonResponse('The fields of a ticket', previewMappingResponse),
        ...refusals(404, 503),
      },
    },
  },
  '/integrations/{integration_id}/calls': {
    get: {
      operationId: 'listApiCalls',
      summary: 'The last calls to ServiceNow, redacted, newest first',
      tags,
      requestParams: { path, query: listApiCallsRequest },
      responses: {
        200: jsonResponse('One page of calls', listApiCallsResponse),
        ...refusals(404),
      },
    },
  },
  '/integrations/{integration_id}/yaml': {
    get: {
      operationId: 'getIntegrationYaml',
      summary:
        'The section of app-config.yaml that connects the same instance, without secrets',
      tags,
      requestParams: { path },
      responses: {
        200: {
          description: 'The section',
          content: { 'text/yaml': { schema: z.string() } },
        },
        ...refusals(404),
      },
    },
  },
  '/integrations/oauth/authorize': {
    post: {
      operationId: 'authorizeDefinition',
      summary: 'Begin to authorize a connection that is not saved',
      tags,
      requestBody: jsonBody(authorizeRequest),
      responses: {
        201: jsonResponse('Where to send the browser', authorizeResponse),
        ...refusals(404),
      },
    },
  },
  '/integrations/{integration_id}/oauth/authorize': {
    post: {
      operationId: 'authorizeIntegration',
      summary: 'Begin to authorize a stored integration',
      tags,
      requestParams: { path },
      responses: {
        201: jsonResponse('Where to send the browser', authorizeResponse),
        ...refusals(404),
      },
    },
  },
  '/integrations/oauth/authorizations/{authorization_id}': {
    get: {
      operationId: 'getAuthorization',
      summary: 'How an authorization went',
      tags,
      requestParams: { path: z.object({ authorization_id: z.string() }) },
      responses: {
        200: jsonResponse('How it went', authorizationState),
        ...refusals(404),
      },
    },
  },
  '/oauth/callback': {
    get: {
      operationId: 'finishAuthorization',
      summary: 'Where ServiceNow sends the browser back to; known by its state',
      tags,
      security: [],
      requestParams: {
        query: z.object({
          state: z.string().optional(),
          code: z.string().optional(),
          error: z.string().optional(),
        }),
      },
      responses: {
        200: {
          description: 'A page that says it worked',
          content: { 'text/html': { schema: z.string() } },
        },
        400: {
          description: 'A page that says what to do',
          content: { 'text/html': { schema: z.string() } },
        },
      },
    },
  },
};
