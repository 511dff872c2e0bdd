export { ListPaging } from './ListPaging';
