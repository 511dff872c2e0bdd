import { SYS_ID } from '../../domain/remoteTicket';
import type { ServiceNowClient } from '../../servicenow/ServiceNowClient';
import { ServiceNowError } from '../../servicenow/ServiceNowError';
import type { DeliveryHandler } from '../DeliveryHandler';
import type { CreatePayload } from '../payloads';

/** Creates the ticket. The record carries a correlation id, by which a second try finds what the first one made. */
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
  const references = await resolveReferences(client, payload, signal);
  return client.createTicket(
    ticket.table,
    {
      ...payload.fields,
      ...references,
      correlation_id: correlationId,
      correlation_display: job.productName,
    },
    signal,
  );
};

/** ServiceNow stores whatever text it gets as a reference, so that names must be looked up before. */
async function resolveReferences(
  client: ServiceNowClient,
  payload: CreatePayload,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const fields: Record<string, string> = {};
  for (const [field, name] of Object.entries(payload.references)) {
    fields[field] = SYS_ID.test(name)
      ? name
      : await resolveName(client, { field, name }, signal);
  }
  return fields;
}

async function resolveName(
  client: ServiceNowClient,
  reference: { field: string; name: string },
  signal: AbortSignal,
): Promise<string> {
  const { field, name } = reference;
  const found =
    field === 'assignment_group'
      ? await client.findGroups(name, signal)
      : await client.findUsers(name, signal);
  if (found.length !== 1) {
    const noun = field === 'assignment_group' ? 'group' : 'user';
    throw new ServiceNowError({
      kind: 'InvalidValue',
      what: `${field}: ServiceNow has ${
        found.length === 0 ? `no active ${noun}` : `more than one ${noun}`
      } called "${name}"`,
      remedy: `Give the sys_id of the ${noun} instead, or another name.`,
      retryable: false,
    });
  }
  return found[0].sysId;
}
