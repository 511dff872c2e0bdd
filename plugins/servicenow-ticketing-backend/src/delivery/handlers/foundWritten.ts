import type { RemoteTicket } from '../../domain/remoteTicket';

/**
 * A ticket as it stands after a try whose answer nobody saw. Those of the fields of that try that stand there are ours:
 * else they would be taken for a change that somebody made in ServiceNow, to be followed and never overwritten.
 */
export function foundWritten(
  remote: RemoteTicket,
  fields: Record<string, string | undefined>,
): RemoteTicket {
  const written = Object.entries(fields).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && remote.values?.[entry[0]] === entry[1],
  );
  return { ...remote, written: Object.fromEntries(written) };
}
