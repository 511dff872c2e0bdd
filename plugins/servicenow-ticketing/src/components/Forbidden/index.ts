export { Forbidden } from './Forbidden';
