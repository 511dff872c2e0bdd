/** The fully qualified name of the dataset an entity stands for, or several, comma separated. @public */
export const DATASET_ANNOTATION = 'servicenow-ticketing/dataset';

/** The unique_id of the dbt node an entity stands for, such as `model.shop.orders`, or several, comma separated. @public */
export const DBT_NODE_ANNOTATION = 'servicenow-ticketing/dbt-node';

/** The configuration item an entity stands for: the name of a `cmdb_ci` record, or its sys_id. @public */
export const CONFIGURATION_ITEM_ANNOTATION =
  'servicenow-ticketing/configuration-item';

/** The business service an entity belongs to: the name of a `cmdb_ci_service` record, or its sys_id. @public */
export const BUSINESS_SERVICE_ANNOTATION =
  'servicenow-ticketing/business-service';

/**
 * What other ServiceNow plugins for Backstage know an entity by. Where no configuration item is given it is taken for
 * its name. @public
 */
export const SERVICENOW_ENTITY_ID_ANNOTATION = 'servicenow.com/entity-id';

/** The id of the Qualytics container an entity stands for, or several, comma separated. @public */
export const QUALYTICS_CONTAINER_ANNOTATION = 'qualytics.io/container-id';

/**
 * Which ServiceNow incidents and change requests belong to an entity, instead of those of its configuration item and
 * business service: an encoded query of plain conditions, such as `assignment_group.name=Data^categoryINdatabase,software`.
 * @public
 */
export const TICKET_QUERY_ANNOTATION = 'servicenow-ticketing/ticket-query';
