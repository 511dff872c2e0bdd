import type { AccessControl } from '../access/AccessControl';
import type { Instance } from '../engine/Instance';
import type { Row } from '../engine/types';
import type { FaultPlan } from '../faults/FaultPlan';
import type { RateLimiter } from '../faults/rateLimit';
import type { SeenRequest } from '../http/RequestLog';
import type { TokenStore } from '../oauth/tokens';
import type { WebhookSender } from '../webhooks/WebhookSender';
import type { ShiftedClock } from './ShiftedClock';

/** All that can be driven from outside, through the control API or in the same process. @internal */
export interface SimulatorParts {
  instance: Instance;
  access: AccessControl;
  faults: FaultPlan;
  webhooks: WebhookSender;
  tokens: TokenStore;
  clock: ShiftedClock;
  rateLimiter: RateLimiter;
  reset(): void;
  records(table: string, query?: string): Row[];
  insert(table: string, values: Record<string, unknown>): Row;
  update(table: string, sysId: string, values: Record<string, unknown>): Row;
  remove(table: string, sysId: string): void;
  rolesOf(userName: string): string[];
  requests(): SeenRequest[];
  clearRequests(): void;
}
