import { severityFields } from '../../domain/priority';
import type { RemoteTicket } from '../../domain/remoteTicket';
import { reopenedState, standingOf } from '../../domain/ticketStates';
import { isServiceNowError } from '../../servicenow/ServiceNowError';
import type { DeliveryHandler, DeliveryJob } from '../DeliveryHandler';
import type { ReopenPayload } from '../payloads';
import { foundWritten } from './foundWritten';
import { isNoted } from './isNoted';
import { ownFields } from './ownFields';
import { recordOf } from './recordOf';

/**
 * Tells that the anomaly is open again. A ticket that is resolved goes back into work, with the severity that its
 * anomalies have by now; one that is closed or canceled stays so, and a new one takes its place, unless another ticket
 * of the anomaly is still open.
 */
export const deliverReopen: DeliveryHandler<ReopenPayload> = async job => {
  const { target, signal } = job;
  const { client, settings } = target;
  const record = recordOf(job.ticket);
  const isTold = await isNoted(job);
  const current = await client.getTicket(record, signal);
  const standing = standingOf(current, settings);
  const { reopen, replaceClosed } = settings.sync.outbound;
  if (standing === 'closed') {
    if (replaceClosed) {
      await job.replaceClosed({ ...job, closed: current });
    }
    return isTold ? current : noteOnClosed(job);
  }
  const state =
    standing === 'resolved' && reopen === 'note-and-state'
      ? reopenedState(record.table, settings)
      : undefined;
  // A ticket that stays resolved stays as it is.
  const severity =
    standing === 'open' || state !== undefined
      ? changedSeverity(job, current)
      : {};
  if (isTold && state === undefined && Object.keys(severity).length === 0) {
    return foundWritten(current, {
      ...wantedSeverity(job),
      state: reopenedState(record.table, settings),
    });
  }
  return client.updateTicket(
    record,
    {
      ...severity,
      ...(state !== undefined && { state }),
      ...(!isTold && { work_notes: job.payload.note }),
    },
    signal,
  );
};

/** The fields that carry the severity, as they are to be. */
function wantedSeverity({
  payload,
  target,
}: DeliveryJob<ReopenPayload>): Record<string, string> {
  const { mapping, sync } = target.settings;
  return payload.severity !== undefined && sync.outbound.severity
    ? severityFields(mapping.severity, payload.severity)
    : {};
}

/** What of them is to change, as far as they are read with every ticket. */
function changedSeverity(
  job: DeliveryJob<ReopenPayload>,
  { values = {} }: RemoteTicket,
): Record<string, string> {
  const changed = Object.entries(wantedSeverity(job)).filter(
    ([field, value]) => values[field] !== undefined && values[field] !== value,
  );
  return ownFields(Object.fromEntries(changed), {
    ticket: job.ticket,
    valueOf: field => values[field],
  });
}

/** Many instances let nobody write to closed records: then the note is left out, as a new ticket says it all. */
async function noteOnClosed({
  target,
  ticket,
  payload,
  signal,
  warn,
}: DeliveryJob<ReopenPayload>) {
  const record = recordOf(ticket);
  try {
    return await target.client.updateTicket(
      record,
      { work_notes: payload.note },
      signal,
    );
  } catch (error) {
    if (
      !isServiceNowError(error) ||
      !['Access', 'BusinessRule'].includes(error.kind)
    ) {
      throw error;
    }
    warn(
      `${ticket.number} is closed, and ServiceNow takes no note there any more. ${error.message}`,
    );
    return undefined;
  }
}
