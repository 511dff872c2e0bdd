export { AnomalyTable } from './AnomalyTable';
