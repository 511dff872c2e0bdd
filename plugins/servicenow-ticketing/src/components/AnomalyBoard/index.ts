export { AnomalyBoard } from './AnomalyBoard';
