import type {
  ForwardingMode,
  IntegrationSync,
  OutboundUpdate,
  Severity,
} from 'backstage-plugin-servicenow-ticketing-common';

/** What a rule asks of an anomaly; see `forwardingCondition`. @internal */
export interface RuleCondition {
  sources?: string[];
  severities?: Severity[];
  types?: string[];
  owners?: string[];
  kinds?: string[];
  tags?: string[];
  datasets?: string[];
  checks?: string[];
  minOccurrences?: number;
}

/** Says of which anomalies tickets are made without a person. @internal */
export interface ForwardingRule {
  name: string;
  action: 'forward' | 'ignore';
  when: RuleCondition;
  assignmentGroup?: string;
}

/** What tickets hear of their anomalies. @internal */
export interface OutboundSettings {
  /** `undefined` leaves it to the mapping; ask `acknowledgeUpdate`. */
  acknowledge?: OutboundUpdate;
  comment: boolean;
  resolve: OutboundUpdate;
  archive: OutboundUpdate;
  reopen: OutboundUpdate;
  replaceClosed: boolean;
  severity: boolean;
  unlink: boolean;
}

/** What the portal takes over from ServiceNow. @internal */
export interface InboundSettings {
  acknowledge: boolean;
  archive: boolean;
  comments: boolean;
  workNotes: boolean;
  /** Such as `30s`; milliseconds come from `pollIntervalToMilliseconds`. */
  pollInterval: string;
  pushSecret?: string;
}

/** What travels between anomalies and tickets, and when. @internal */
export interface SyncSettings {
  forwarding: ForwardingMode;
  rules: ForwardingRule[];
  groupBy: IntegrationSync['group_by'];
  maxTicketsPerHour: number;
  outbound: OutboundSettings;
  inbound: InboundSettings;
}
