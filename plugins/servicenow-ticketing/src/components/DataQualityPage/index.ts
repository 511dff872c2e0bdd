export { DataQualityPage, NfsDataQualityPage } from './DataQualityPage';
