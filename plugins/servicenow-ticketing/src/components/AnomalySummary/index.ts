export { AnomalySummary } from './AnomalySummary';
