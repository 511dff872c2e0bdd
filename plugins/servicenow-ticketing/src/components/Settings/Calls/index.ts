export { CallLog } from './CallLog';
