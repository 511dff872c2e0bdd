import { randomUUID } from 'node:crypto';
import type { PreflightCheck } from 'backstage-plugin-servicenow-ticketing-common';
import type { RemoteTicket } from '../../domain/remoteTicket';
import { isServiceNowError } from '../../servicenow/ServiceNowError';
import type { RemoteChoice } from '../../servicenow/wire';
import { roleRemedy } from './account';
import { cancelRecord } from './cancelRecord';
import {
  failed,
  failedBy,
  ok,
  reasonOf,
  serviceNowErrorOf,
  warning,
  type Subject,
} from './outcomes';
import type { PreflightOptions } from './types';

const NAME = 'Write check';
const TITLE = '[Test] Connection check, canceled at once: please ignore';
const NOTE =
  'This record was created by a connection check of the portal, to find out whether its account may write. It needs no work.';

/**
 * Creates a record, writes a work note, looks it up and cancels the record. Whatever goes wrong, a record that may
 * be left over is named.
 */
export async function runWriteCheck(
  options: PreflightOptions,
  choices: RemoteChoice[],
): Promise<PreflightCheck[]> {
  const { client, settings } = options;
  const { table } = settings;
  const subject: Subject = {
    name: NAME,
    asked: `POST /api/now/table/${table}, then PATCH to cancel it`,
  };
  const correlationId = `connection-check-${randomUUID()}`;
  let ticket: RemoteTicket;
  try {
    ticket = await client.createTicket(
      table,
      valuesOf(settings, correlationId),
    );
  } catch (caught) {
    const error = serviceNowErrorOf(caught);
    // A write whose answer was lost may have been done.
    const found = await findCreated(options, correlationId);
    if (!found) {
      return [
        failedBy(
          subject,
          error,
          error.kind === 'Access' ? roleRemedy(settings) : error.remedy,
        ),
      ];
    }
    ticket = found;
  }
  const [note, cancellation] = [
    await checkWorkNote(options, ticket, correlationId),
    await cancelRecord(options, { ticket, choices, note: NOTE }),
  ];
  const check =
    cancellation.outcome === 'canceled'
      ? ok(
          subject,
          `${ticket.number} was created, and then set to ${cancellation.state}`,
        )
      : failed(subject, {
          answer: `${ticket.number} was created, but could not be canceled: ${cancellation.reason}`,
          remedy: `Cancel ${ticket.number} by hand. ${cancellation.remedy}`,
        });
  return [check, note];
}

/** Least urgent, and assigned to nobody, so that nobody is paged. */
function valuesOf(
  { mapping, excludedFields }: PreflightOptions['settings'],
  correlationId: string,
): Record<string, string> {
  const { primary, secondary } = mapping.severity;
  const values: Record<string, string | undefined> = {
    short_description: TITLE,
    description: NOTE,
    correlation_id: correlationId,
    correlation_display: mapping.correlationDisplay,
    category: mapping.category,
    subcategory: mapping.subcategory,
    [primary.field]: primary.values.low,
    ...(secondary ? { [secondary.field]: secondary.values.low } : {}),
  };
  return Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && !excludedFields.includes(entry[0]),
    ),
  );
}

async function findCreated(
  { client, settings }: PreflightOptions,
  value: string,
): Promise<RemoteTicket | undefined> {
  try {
    const [found] = await client.findTickets({
      table: settings.table,
      field: 'correlation_id',
      value,
    });
    return found;
  } catch (error) {
    if (!isServiceNowError(error)) {
      throw error;
    }
    return undefined;
  }
}

/** Whether what is written as a work note can be found again, on which it rests that notes arrive exactly once. */
async function checkWorkNote(
  { client, settings }: PreflightOptions,
  ticket: RemoteTicket,
  marker: string,
): Promise<PreflightCheck> {
  const { table } = settings;
  const subject: Subject = {
    name: 'Work notes',
    asked: `PATCH /api/now/table/${table} with work_notes, then a look at the journal`,
  };
  const remedy = `Let the account write and read work_notes of ${table} (role itil, or field ACLs for ${table}.work_notes).`;
  try {
    const key = { table, sysId: ticket.sysId };
    await client.updateTicket(key, { work_notes: `${NOTE} (${marker})` });
    return (await client.hasWorkNote(key, marker))
      ? ok(subject, 'Work notes can be written and found again')
      : warning(subject, {
          answer:
            'The work note was accepted, but cannot be found again: after a lost answer it cannot be known whether a note has arrived',
          remedy,
        });
  } catch (error) {
    return failed(subject, {
      answer: `Work notes cannot be written: ${reasonOf(error)}`,
      remedy,
    });
  }
}
