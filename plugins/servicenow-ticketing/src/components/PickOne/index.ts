export { PickOne } from './PickOne';
