import { referenceTable } from '../../domain/referenceFields';
import { SYS_ID } from '../../domain/remoteTicket';
import {
  isServiceNowError,
  ServiceNowError,
} from '../../servicenow/ServiceNowError';
import type { DeliveryJob } from '../DeliveryHandler';

type LookupJob = Pick<
  DeliveryJob<unknown>,
  'references' | 'target' | 'signal' | 'warn'
>;

/** A record that is to stand in a field. */
interface NamedRecord {
  field: string;
  name: string;
}

/**
 * The record a person named in a field.
 *
 * @throws ServiceNowError of kind InvalidValue when there is none, or more than one.
 */
export async function findNamed(
  job: LookupJob,
  { field, name }: NamedRecord,
): Promise<string> {
  const table = referenceTable(field);
  if (!table || SYS_ID.test(name)) {
    return name;
  }
  const { references, target, signal } = job;
  const lookup = await references.find(target.client, { table, name }, signal);
  if (lookup.sysId !== undefined) {
    return lookup.sysId;
  }
  throw new ServiceNowError({
    kind: 'InvalidValue',
    what: `${propertyOf(field)}: ServiceNow has ${lookup.problem}`,
    remedy: 'Give its sys_id instead, or another name.',
    retryable: false,
  });
}

/** Where the request to create a ticket has the field, so that forms can show the refusal beside it. */
function propertyOf(field: string): string {
  return ['assignment_group', 'assigned_to'].includes(field)
    ? field
    : `fields.${field}`;
}

/**
 * The record that the mapping or the catalog gives for a field; `undefined` when there is not exactly one, or
 * ServiceNow does not tell. Nobody who asks for a ticket can mend that, so that no ticket fails because of it.
 */
export async function findDerived(
  job: LookupJob,
  { field, name }: NamedRecord,
): Promise<string | undefined> {
  const table = referenceTable(field);
  if (!table) {
    return name;
  }
  const { references, target, signal, warn } = job;
  try {
    const lookup = await references.find(
      target.client,
      { table, name },
      signal,
    );
    if (lookup.sysId !== undefined) {
      return lookup.sysId;
    }
    warn(`${field} is left empty: ServiceNow has ${lookup.problem}.`);
  } catch (error) {
    if (!isServiceNowError(error)) {
      throw error;
    }
    warn(
      `${field} is left empty: "${name}" could not be looked up. ${error.message}`,
    );
  }
  return undefined;
}
