import { createHash } from 'node:crypto';
import type { RemoteTicket } from '../../domain/remoteTicket';
import { isServiceNowError } from '../../servicenow/ServiceNowError';
import type { DeliveryHandler, DeliveryJob } from '../DeliveryHandler';
import type { CreatePayload } from '../payloads';
import { findDerived, findNamed } from './references';

/**
 * Creates the ticket. The record carries a correlation id, by which a second try finds what the first one made; and a
 * sys_id of ours, of which ServiceNow makes no second record, so that a first try which is carried out only after the
 * second one looked cannot double it.
 */
export const deliverCreate: DeliveryHandler<CreatePayload> = async job => {
  const { payload, ticket, target, signal } = job;
  const { client } = target;
  if (ticket.sysId) {
    return undefined;
  }
  const correlationId = ticket.correlationId!;
  if (job.isRepeat) {
    const [made] = await client.findTickets(
      { table: ticket.table, field: 'correlation_id', value: correlationId },
      signal,
    );
    if (made) {
      return made;
    }
  }
  const fields = {
    correlation_display: job.productName,
    ...payload.fields,
    ...(await findAll(job)),
    correlation_id: correlationId,
    sys_id: sysIdOf(correlationId),
  };
  try {
    return await createWith(job, fields);
  } catch (error) {
    const made = await findRefusedTwin(job, { fields, error });
    if (!made) {
      throw error;
    }
    return made;
  }
};

/** Always the same for a ticket, and nobody else's. */
function sysIdOf(correlationId: string): string {
  return createHash('sha256').update(correlationId).digest('hex').slice(0, 32);
}

/** ServiceNow refuses to make a record whose sys_id it has: then an earlier try has made it. */
async function findRefusedTwin(
  { isRepeat, ticket, target, signal }: DeliveryJob<CreatePayload>,
  { fields, error }: { fields: { sys_id: string }; error: unknown },
): Promise<RemoteTicket | undefined> {
  if (!isRepeat || !isServiceNowError(error) || error.retryable) {
    return undefined;
  }
  const [made] = await target.client.findTickets(
    { table: ticket.table, field: 'sys_id', value: fields.sys_id },
    signal,
  );
  return made;
}

/** Somebody who is not in the group is refused by a stock rule; that must not stop a ticket whose assignee is derived. */
async function createWith(
  job: DeliveryJob<CreatePayload>,
  fields: Record<string, string>,
): Promise<RemoteTicket> {
  const { payload, ticket, target, signal, warn } = job;
  try {
    return await target.client.createTicket(ticket.table, fields, signal);
  } catch (error) {
    const isDerived =
      'assigned_to' in payload.derived && 'assigned_to' in fields;
    if (
      !isDerived ||
      !isServiceNowError(error) ||
      error.kind !== 'BusinessRule'
    ) {
      throw error;
    }
    warn(
      `assigned_to is left empty: ServiceNow does not take ${payload.derived.assigned_to}. ${error.message}`,
    );
    const { assigned_to: _, ...others } = fields;
    return target.client.createTicket(ticket.table, others, signal);
  }
}

/** ServiceNow stores whatever text it gets as a reference, so that names must be looked up before. */
async function findAll(
  job: DeliveryJob<CreatePayload>,
): Promise<Record<string, string>> {
  const { references, derived } = job.payload;
  const found = await Promise.all([
    ...Object.entries(derived).map(async ([field, name]) => ({
      field,
      sysId: await findDerived(job, { field, name }),
    })),
    ...Object.entries(references).map(async ([field, name]) => ({
      field,
      sysId: await findNamed(job, { field, name }),
    })),
  ]);
  return Object.fromEntries(
    found.flatMap(({ field, sysId }) => (sysId ? [[field, sysId]] : [])),
  );
}
