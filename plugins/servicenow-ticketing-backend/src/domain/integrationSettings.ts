import type {
  IntegrationAuth,
  IntegrationDefinition,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { SeverityMapping } from './priority';
import type { SyncSettings } from './syncSettings';

/** How anomalies become ServiceNow field values. @internal */
export interface Mapping {
  /** Values of `state`; open and acknowledged are not written unless given. */
  states: { open?: string; acknowledged?: string; resolved: string };
  close: {
    codeField: string;
    notesField: string;
    code: string;
    /** Used when the person who resolves says nothing. */
    notes?: string;
  };
  severity: SeverityMapping;
  templates: {
    shortDescription?: string;
    description?: string;
    /** By field name. */
    fields: Record<string, string>;
  };
  /** Name or sys_id. */
  assignmentGroup?: string;
  assignedTo?: string;
  category?: string;
  subcategory?: string;
  caller: 'signed-in-user' | 'service-account';
  correlationDisplay?: string;
}

/** What is known about one ServiceNow instance, wherever it was connected. @internal */
export interface IntegrationSettings {
  /** Stable, as stored tickets refer to it. */
  name: string;
  /** What people call it. */
  title: string;
  description?: string;
  tags: string[];
  kind: 'cloud' | 'on-prem';
  /** Origin without a trailing slash. */
  instanceUrl: string;
  isDefault: boolean;
  /** Table that tickets are created in. */
  table: string;
  auth: IntegrationAuth;
  tls?: IntegrationDefinition['tls'];
  proxy?: IntegrationDefinition['proxy'];
  limits: { concurrency: number; requestsPerMinute?: number };
  /** Fields that are never fetched, stored or shown. */
  excludedFields: string[];
  mapping: Mapping;
  sync: SyncSettings;
}
