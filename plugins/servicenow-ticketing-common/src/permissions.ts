import { createPermission } from '@backstage/plugin-permission-common';

/**
 * What the permissions about anomalies are decided on: policies may grant them for some anomalies only. A resource ref
 * is the id of an anomaly.
 * @public
 */
export const RESOURCE_TYPE_ANOMALY = 'servicenow-ticketing-anomaly';

/** See anomalies, their activity and their tickets. @public */
export const anomalyReadPermission = createPermission({
  name: 'servicenow-ticketing.anomaly.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_ANOMALY,
});

/** Acknowledge, archive and reopen anomalies. @public */
export const anomalyUpdatePermission = createPermission({
  name: 'servicenow-ticketing.anomaly.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ANOMALY,
});

/** Comment on anomalies. @public */
export const anomalyCommentPermission = createPermission({
  name: 'servicenow-ticketing.anomaly.comment',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_ANOMALY,
});

/** Report anomalies, as data pipelines do. @public */
export const anomalyIngestPermission = createPermission({
  name: 'servicenow-ticketing.anomaly.ingest',
  attributes: { action: 'create' },
});

/** Create ServiceNow tickets from anomalies. @public */
export const ticketCreatePermission = createPermission({
  name: 'servicenow-ticketing.ticket.create',
  attributes: { action: 'create' },
  resourceType: RESOURCE_TYPE_ANOMALY,
});

/** Link and unlink ServiceNow tickets, which includes searching for them. @public */
export const ticketLinkPermission = createPermission({
  name: 'servicenow-ticketing.ticket.link',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ANOMALY,
});

/** Act on linked ServiceNow tickets: acknowledge, change the priority, add work notes, resolve. @public */
export const ticketUpdatePermission = createPermission({
  name: 'servicenow-ticketing.ticket.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ANOMALY,
});

/** Retry and discard deliveries, and see those of every anomaly. @public */
export const deliveryRetryPermission = createPermission({
  name: 'servicenow-ticketing.delivery.retry',
  attributes: { action: 'update' },
});

/** See, test and change connections to ServiceNow. @public */
export const integrationAdminPermission = createPermission({
  name: 'servicenow-ticketing.integration.admin',
  attributes: { action: 'update' },
});

/** The permissions that a policy may grant for some anomalies only. @public */
export const anomalyPermissions = [
  anomalyReadPermission,
  anomalyUpdatePermission,
  anomalyCommentPermission,
  ticketCreatePermission,
  ticketLinkPermission,
  ticketUpdatePermission,
];

/** Every permission of the plugin. @public */
export const servicenowTicketingPermissions = [
  ...anomalyPermissions,
  anomalyIngestPermission,
  deliveryRetryPermission,
  integrationAdminPermission,
];
