import type { OutboundUpdate } from 'backstage-plugin-servicenow-ticketing-common';
import type { AnomalyChange } from './anomalyChange';
import type { IntegrationSettings } from './integrationSettings';

/** The part of the settings that decides what tickets hear. @internal */
export type UpdateSettings = Pick<
  IntegrationSettings,
  'sync' | 'mapping' | 'table'
>;

/** What a ticket hears of a change, and how. `staysOpen` is how many of its anomalies keep it from being resolved. @internal */
export type TicketUpdate =
  | { kind: 'status'; acknowledges: boolean; staysOpen?: number }
  | { kind: 'resolve' }
  | { kind: 'reopen' }
  | { kind: 'comment' }
  | { kind: 'severity' };

/** What tickets hear when an anomaly is acknowledged: a state only where somebody has asked for it. @internal */
export function acknowledgeUpdate({
  sync,
  mapping,
}: Pick<UpdateSettings, 'sync' | 'mapping'>): OutboundUpdate {
  return (
    sync.outbound.acknowledge ??
    (mapping.states.acknowledged === undefined ? 'note' : 'note-and-state')
  );
}

/**
 * Decides what a ticket hears of a change of one of its anomalies; `undefined` when it hears nothing.
 *
 * `openAnomalies` counts those of the ticket that are not archived, after the change. Without settings, as when an
 * integration is not connected just now, the defaults hold.
 * @internal
 */
export function decideUpdate(
  change: AnomalyChange,
  context: { settings: UpdateSettings | undefined; openAnomalies: number },
): TicketUpdate | undefined {
  const { settings } = context;
  const outbound = settings?.sync.outbound;
  if (settings?.sync.forwarding === 'only-on-forwarding') {
    return undefined;
  }
  switch (change.kind) {
    case 'comment':
      return outbound?.comment === false ? undefined : { kind: 'comment' };
    case 'severity':
      return outbound?.severity === false ? undefined : { kind: 'severity' };
    case 'status':
      return decideStatus(change, context);
    default:
      throw new Error(`Unknown change ${change satisfies never}`);
  }
}

function decideStatus(
  change: Extract<AnomalyChange, { kind: 'status' }>,
  context: { settings: UpdateSettings | undefined; openAnomalies: number },
): TicketUpdate | undefined {
  const { settings, openAnomalies } = context;
  const outbound = settings?.sync.outbound;
  switch (change.status) {
    case 'Acknowledged': {
      const update = settings ? acknowledgeUpdate(settings) : 'note';
      return noteUnless(update, { acknowledges: update === 'note-and-state' });
    }
    case 'Archived': {
      const update =
        change.resolution === 'Resolved'
          ? outbound?.resolve ?? 'note-and-state'
          : outbound?.archive ?? 'note';
      if (update !== 'note-and-state') {
        return noteUnless(update);
      }
      return openAnomalies === 0
        ? { kind: 'resolve' }
        : noteUnless(update, { staysOpen: openAnomalies });
    }
    case 'Active': {
      const update = outbound?.reopen ?? 'note-and-state';
      const changesMore =
        update === 'note-and-state' || outbound?.replaceClosed !== false;
      // Taking back that somebody looks after it opens nothing that was closed.
      return update !== 'nothing' &&
        changesMore &&
        change.fromStatus !== 'Acknowledged'
        ? { kind: 'reopen' }
        : noteUnless(update);
    }
    default:
      throw new Error(`Unknown status ${change.status satisfies never}`);
  }
}

function noteUnless(
  update: OutboundUpdate,
  more: { acknowledges?: boolean; staysOpen?: number } = {},
): TicketUpdate | undefined {
  return update === 'nothing'
    ? undefined
    : { kind: 'status', acknowledges: false, ...more };
}
