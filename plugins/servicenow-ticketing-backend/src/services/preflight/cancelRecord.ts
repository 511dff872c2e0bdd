import type { RemoteTicket } from '../../domain/remoteTicket';
import type { RemoteChoice } from '../../servicenow/wire';
import { choicesOf } from './checkChoices';
import { serviceNowErrorOf } from './outcomes';
import type { PreflightOptions } from './types';

/** Value of the state that means canceled, where the choices do not tell. */
const USUAL_STATES: Record<string, string> = {
  incident: '8',
  change_request: '4',
};

/** How canceling a record went. */
export type Cancellation =
  | { outcome: 'canceled'; state: string }
  | { outcome: 'left'; reason: string; remedy: string };

/**
 * Cancels a record that was created to see whether that is possible. Where a table knows no such state, or a policy
 * refuses it, the record is resolved as tickets are.
 */
export async function cancelRecord(
  { client, settings }: PreflightOptions,
  record: { ticket: RemoteTicket; choices: RemoteChoice[]; note: string },
): Promise<Cancellation> {
  const { table, mapping } = settings;
  const { close, states } = mapping;
  const canceled = canceledState(table, record.choices);
  const closing = {
    [close.codeField]: close.code,
    [close.notesField]: record.note,
  };
  const tries: Record<string, string>[] = [
    ...(canceled ? [{ state: canceled, ...closing }, { state: canceled }] : []),
    { state: states.resolved, ...closing },
  ];
  let left: Cancellation | undefined;
  for (const values of tries) {
    try {
      const { state, stateLabel } = await client.updateTicket(
        { table, sysId: record.ticket.sysId },
        values,
      );
      if (state === values.state) {
        return { outcome: 'canceled', state: stateLabel || state };
      }
      left = {
        outcome: 'left',
        reason: `ServiceNow leaves it in the state ${stateLabel || state}`,
        remedy: `Ask the ServiceNow administrator which changes of state ${table} allows, and set mapping.states to them.`,
      };
    } catch (caught) {
      const { what, remedy } = serviceNowErrorOf(caught);
      left = { outcome: 'left', reason: what, remedy };
    }
  }
  return left!;
}

function canceledState(
  table: string,
  choices: RemoteChoice[],
): string | undefined {
  const choice = choicesOf(choices, { table, field: 'state' }).find(
    ({ label }) => /^cancel/i.test(label),
  );
  return choice?.value ?? USUAL_STATES[table];
}
