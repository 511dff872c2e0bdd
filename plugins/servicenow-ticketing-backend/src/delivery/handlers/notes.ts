import type { ClaimedDelivery } from '../../database/deliveryRows';
import type { RemoteTicket } from '../../domain/remoteTicket';
import {
  combineNotes,
  noteReference,
  type TimedNote,
} from '../../domain/workNotes';
import type { DeliveryTarget } from '../DeliveryHandler';
import { deliveryPayloads } from '../payloads';
import { checkNoDoubt } from './checkNoDoubt';
import { recordOf } from './recordOf';

/** Consecutive deliveries of one ticket that add a work note each and do nothing else. */
interface NotesJob {
  run: ClaimedDelivery[];
  target: DeliveryTarget;
  now: () => Date;
  signal: AbortSignal;
}

/** A note of a delivery, with its marker. */
interface MarkedNote extends TimedNote {
  marker: string;
}

/** The note that a delivery adds. */
export function noteOf({
  payload,
  createdAt,
}: Pick<ClaimedDelivery, 'payload' | 'createdAt'>): MarkedNote {
  return { ...deliveryPayloads.comment.parse(payload), at: createdAt };
}

/**
 * Adds the notes of several deliveries with one call: ServiceNow writes one journal entry, in which each has its own
 * time and marker. After a try whose end nobody saw all of their markers are looked for, and those that are missing are
 * sent.
 */
export async function deliverNotes(job: NotesJob): Promise<RemoteTicket> {
  const { run, target, now, signal } = job;
  const { client } = target;
  const record = recordOf(run[0].ticket);
  const doubted = run.filter(({ doubtUntil }) => doubtUntil);
  const referenceOf = (delivery: ClaimedDelivery) =>
    noteReference(noteOf(delivery).marker);
  const found =
    doubted.length > 0
      ? await client.findWorkNotes(record, doubted.map(referenceOf), signal)
      : new Set<string>();
  const missing = run.filter(delivery => !found.has(referenceOf(delivery)));
  missing.forEach(delivery => checkNoDoubt(delivery, now()));
  return missing.length > 0
    ? client.updateTicket(
        record,
        { work_notes: combineNotes(missing.map(noteOf)) },
        signal,
      )
    : client.getTicket(record, signal);
}
