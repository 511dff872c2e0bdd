export { IntegrationsList } from './IntegrationsList';
