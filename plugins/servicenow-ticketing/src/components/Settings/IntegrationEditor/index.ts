export { IntegrationEditor } from './IntegrationEditor';
