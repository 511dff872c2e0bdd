import type { TicketActionState } from 'backstage-plugin-servicenow-ticketing-common';
import type { IntegrationSettings } from '../domain/integrationSettings';
import type { RemoteTicket } from '../domain/remoteTicket';
import { acknowledgedState, isDone } from '../domain/ticketStates';

/** An action with the state that it sets. */
type PossibleAction = TicketActionState & { state?: string };

/** What can be done with a ticket that ServiceNow shows so, and why the rest cannot. */
export function possibleActions(
  remote: RemoteTicket | undefined,
  context: {
    table: string;
    settings?: IntegrationSettings;
    isWaiting?: boolean;
  },
): PossibleAction[] {
  const { table, settings, isWaiting } = context;
  const state = settings && acknowledgedState(table, settings);
  const whyNothing = () => {
    if (!settings) {
      return 'This ServiceNow is not connected any more.';
    }
    return isWaiting ? 'ServiceNow has not made this ticket yet.' : null;
  };
  const nothing = whyNothing();
  const isOver = remote && settings ? isDone(remote, settings) : false;
  const over = isOver
    ? `The ticket is ${remote?.stateLabel || 'done'} already.`
    : null;
  const whyNoAcknowledge = () => {
    if (state === undefined) {
      return 'Its own process says who looks after it.';
    }
    return remote?.state === state
      ? `The ticket is ${remote.stateLabel} already.`
      : null;
  };
  const of = (
    action: TicketActionState['action'],
    because: string | null,
  ): PossibleAction => ({
    action,
    is_possible: (nothing ?? because) === null,
    because: nothing ?? because,
  });
  return [
    { ...of('acknowledge', over ?? whyNoAcknowledge()), state },
    of('change_priority', over),
    of('add_work_note', null),
    of('resolve', over),
  ];
}
