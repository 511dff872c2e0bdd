/** The fully qualified name of the dataset an entity stands for, or several, comma separated. @public */
export const DATASET_ANNOTATION = 'servicenow-ticketing/dataset';

/** The unique_id of the dbt node an entity stands for, such as `model.shop.orders`, or several, comma separated. @public */
export const DBT_NODE_ANNOTATION = 'servicenow-ticketing/dbt-node';
