export { ReferencePicker } from './ReferencePicker';
