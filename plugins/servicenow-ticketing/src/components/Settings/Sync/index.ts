export { SyncEditor } from './SyncEditor';
