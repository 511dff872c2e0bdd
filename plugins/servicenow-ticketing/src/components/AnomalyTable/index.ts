export { AnomalyPagination } from './AnomalyPagination';
export { AnomalyTable } from './AnomalyTable';
