import type { DeliveryStatus } from 'backstage-plugin-servicenow-ticketing-common';

/** How deliveries are doing, as people tell them apart. */
export type GroupName =
  | 'dead'
  | 'retrying'
  | 'pending'
  | 'delivered'
  | 'discarded';

/** The groups of what has not reached ServiceNow; what needs a person first. */
export const GROUPS: GroupName[] = ['dead', 'retrying', 'pending'];

/** The statuses of each group. */
export const STATUSES_OF: Record<GroupName, DeliveryStatus[]> = {
  dead: ['dead'],
  retrying: ['retrying'],
  pending: ['pending', 'delivering'],
  delivered: ['delivered'],
  discarded: ['discarded'],
};

/** Everything that has not reached ServiceNow. */
export const WAITING = GROUPS.flatMap(group => STATUSES_OF[group]);
