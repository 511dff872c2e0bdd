import type { z } from 'zod';
import type {
  AnomalyStatus,
  Condition,
  Severity,
  anomalySort,
} from '../schemas';

/** Filters of the anomaly list as a caller gives them. @public */
export interface AnomalyListQuery {
  entity_ref?: string;
  status?: AnomalyStatus[];
  severity?: Severity[];
  type?: string[];
  source?: string[];
  has_ticket?: boolean;
  matched?: boolean;
  snoozed?: boolean;
  assignee?: string;
  owner?: string[];
  condition?: Condition[];
  dataset?: string;
  cursor?: string;
  query?: string;
  sort?: z.infer<typeof anomalySort>;
  page?: number;
  size?: number;
}

/** Filters of the ticket search as a caller gives them. @public */
export interface TicketSearchQuery {
  query?: string;
  integration_id?: number;
  table?: string;
  state?: string;
  page?: number;
  size?: number;
}
