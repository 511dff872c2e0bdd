export { AnomalyFilterBar } from './AnomalyFilterBar';
export { RefreshButton } from './RefreshButton';
