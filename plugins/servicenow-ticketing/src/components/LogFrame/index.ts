export { LogFrame } from './LogFrame';
