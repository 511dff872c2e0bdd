export { AuthorizeDialog } from './AuthorizeDialog';
export { IntegrationActions } from './IntegrationActions';
