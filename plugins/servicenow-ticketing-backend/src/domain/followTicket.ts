import type {
  AnomalyStatus,
  Resolution,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { RemoteMerge } from './mergeRemoteState';
import type { InboundSettings } from './syncSettings';

/** What a ticket decides about an anomaly. @internal */
export interface FollowedDecision {
  status: AnomalyStatus;
  resolution?: Resolution;
}

/**
 * What the turn that a ticket took makes of one of its anomalies; `undefined` when nothing.
 *
 * - Work on the ticket acknowledges what is Active, and nothing else.
 * - A ticket that is done archives as Resolved, where that is wanted, once no ticket of the anomaly is open.
 * - A ticket that is open again opens only what a ticket had archived: people's own decisions stand.
 * @internal
 */
export function followTicket(
  merge: Pick<RemoteMerge, 'turn' | 'isWorkedOn'>,
  anomaly: {
    status: AnomalyStatus;
    /** Whether a ticket archived it, and nobody decided anything since. */
    isArchivedByTicket: boolean;
    /** Whether all tickets linked to it are done. */
    areTicketsDone: boolean;
  },
  rules: Pick<InboundSettings, 'acknowledge' | 'archive'>,
): FollowedDecision | undefined {
  const acknowledges = merge.isWorkedOn && rules.acknowledge;
  switch (merge.turn) {
    case 'done':
      return rules.archive &&
        anomaly.status !== 'Archived' &&
        anomaly.areTicketsDone
        ? { status: 'Archived', resolution: 'Resolved' }
        : undefined;
    case 'reopened':
      if (anomaly.status === 'Archived') {
        return anomaly.isArchivedByTicket
          ? { status: acknowledges ? 'Acknowledged' : 'Active' }
          : undefined;
      }
      return acknowledge(anomaly.status, acknowledges);
    case 'worked-on':
      return acknowledge(anomaly.status, acknowledges);
    case undefined:
      return undefined;
  }
}

function acknowledge(
  status: AnomalyStatus,
  acknowledges: boolean,
): FollowedDecision | undefined {
  return acknowledges && status === 'Active'
    ? { status: 'Acknowledged' }
    : undefined;
}
