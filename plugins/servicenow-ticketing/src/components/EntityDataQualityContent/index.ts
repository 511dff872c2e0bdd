export { EntityDataQualityContent } from './EntityDataQualityContent';
