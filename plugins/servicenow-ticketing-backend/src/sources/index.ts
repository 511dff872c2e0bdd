import type { AnomalySource } from 'backstage-plugin-servicenow-ticketing-node';
import { alertmanagerSource } from './alertmanager/alertmanagerSource';
import { canonicalSource } from './canonical/canonicalSource';
import { dbtSource } from './dbt/dbtSource';
import { greatExpectationsSource } from './great-expectations/greatExpectationsSource';
import { openMetadataSource } from './openmetadata/openMetadataSource';
import { qualyticsSource } from './qualytics/qualyticsSource';
import { sodaSource } from './soda/sodaSource';

/** The adapters that come with the plugin; backend modules may add others. @internal */
export const builtInSources: AnomalySource[] = [
  alertmanagerSource,
  canonicalSource,
  dbtSource,
  greatExpectationsSource,
  openMetadataSource,
  qualyticsSource,
  sodaSource,
];
