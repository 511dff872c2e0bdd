export { DataQualityPage, DataQualityPageContent } from './DataQualityPage';
