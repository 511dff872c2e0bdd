export { AddIntegrationDialog } from './AddIntegrationDialog';
