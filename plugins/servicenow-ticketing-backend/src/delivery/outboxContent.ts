import type {
  DeliveryKind,
  Severity,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { AnomalyChange } from '../domain/anomalyChange';
import type { TicketUpdate } from '../domain/outboundUpdate';
import {
  commentNote,
  severityNote,
  statusNote,
  type NoteOrigin,
} from '../domain/workNotes';
import type {
  NotePayload,
  ReopenPayload,
  ResolvePayload,
  SeverityPayload,
  StatusPayload,
} from './payloads';

/** What a delivery does, and what it carries. @internal */
export interface Content {
  kind: DeliveryKind;
  payload: object;
}

type ChangeOf<TKind> = Extract<AnomalyChange, { kind: TKind }>;

/** A note with its marker. @internal */
export function noteOf(origin: NoteOrigin, note: string): NotePayload {
  return { note, marker: origin.marker };
}

/** What a ticket gets to hear of a change. @internal */
export function contentOf(
  change: AnomalyChange,
  context: {
    update: TicketUpdate;
    origin: NoteOrigin;
    /** Of the ticket's open anomalies: a ticket carries the severity of the worst. */
    worst: Severity | undefined;
  },
): Content {
  const { origin } = context;
  switch (change.kind) {
    case 'comment':
      return {
        kind: 'comment',
        payload: noteOf(origin, commentNote(origin, change.text)),
      };
    case 'severity': {
      const severity = context.worst ?? change.severity;
      const payload: SeverityPayload = {
        ...noteOf(origin, severityNote(origin, { at: change.at, severity })),
        severity,
      };
      return { kind: 'severity', payload };
    }
    case 'status':
      return statusContent(change, context);
    default:
      throw new Error(`Unknown change ${change satisfies never}`);
  }
}

function statusContent(
  change: ChangeOf<'status'>,
  {
    update,
    origin,
    worst,
  }: { update: TicketUpdate; origin: NoteOrigin; worst: Severity | undefined },
): Content {
  const staysOpen = update.kind === 'status' ? update.staysOpen : undefined;
  const note = noteOf(origin, statusNote(origin, { ...change, staysOpen }));
  switch (update.kind) {
    case 'resolve': {
      const payload: ResolvePayload = {
        ...note,
        closeNotes: change.comment ?? '',
      };
      return { kind: 'resolve', payload };
    }
    case 'reopen': {
      const payload: ReopenPayload = {
        ...note,
        actorName: change.actor.name,
        // It may have changed while the anomaly was archived, when tickets do not hear of it.
        severity: worst,
      };
      return { kind: 'reopen', payload };
    }
    default: {
      const payload: StatusPayload = {
        ...note,
        acknowledges: update.kind === 'status' && update.acknowledges,
      };
      return { kind: 'status', payload };
    }
  }
}
