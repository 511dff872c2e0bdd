export { UnmatchedDatasets } from './UnmatchedDatasets';
