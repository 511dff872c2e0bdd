export { ConnectionTab } from './ConnectionTab';
