import type { Mapping } from './integrationSettings';

/** Values of `state` in ServiceNow's stock models. Customers change them, and tables of their own have others. */
interface StateModel {
  /** What an anomaly that is resolved makes of the ticket. */
  resolved: string;
  /** Somebody looks after the ticket; missing where that is for approvals to say. */
  working?: string;
  /** In these nobody works on the ticket any more. */
  done: readonly string[];
  /** In these it was called off. */
  canceled: readonly string[];
  /** In these somebody works on it. */
  workedOn: readonly string[];
  /** Those of them that nobody comes back from. */
  closed: readonly string[];
  /** Where a ticket begins, unless there are several ways. */
  begun?: string;
  /** Where a resolved ticket goes when it was not resolved after all. */
  reopened?: string;
}

const STATE_MODELS: Record<string, StateModel> = {
  incident: {
    working: '2',
    resolved: '6',
    done: ['6', '7', '8'],
    canceled: ['8'],
    workedOn: ['2'],
    closed: ['7', '8'],
    begun: '1',
    reopened: '2',
  },
  problem: {
    working: '102',
    resolved: '106',
    done: ['106', '107'],
    canceled: [],
    workedOn: ['102', '103', '104'],
    closed: ['107'],
    begun: '101',
    // Root Cause Analysis: the only way back there is.
    reopened: '103',
  },
  change_request: {
    resolved: '3',
    done: ['3', '4'],
    canceled: ['4'],
    workedOn: ['-1'],
    closed: ['3', '4'],
  },
};

/** Closed Complete, Closed Incomplete and Closed Skipped: what tables get from `task`. */
const TASK_STATES: StateModel = {
  working: '2',
  resolved: '3',
  done: ['3', '4', '7'],
  canceled: [],
  workedOn: ['2'],
  closed: ['3', '4', '7'],
  begun: '1',
};

/** What a problem and a change want to know when they are closed, where that differs from an incident. */
const CLOSE_FIELDS: Record<string, Partial<Mapping['close']>> = {
  problem: { codeField: 'resolution_code', code: 'fix_applied' },
  change_request: { code: 'successful' },
};

/** The state of a ticket, as far as ServiceNow told. @internal */
export interface TicketState {
  table: string;
  state: string;
  /** ServiceNow's own word on whether the record is still open; `undefined` when it did not say. */
  active?: boolean;
}

/**
 * Whether a ticket is resolved, closed or canceled, so that the state people gave it must stay. ServiceNow's `active`
 * tells of every closed record, in whatever states a table has; what is resolved but active is told by the stock
 * models and by the mapping of the table.
 * @internal
 */
export function isDone(
  ticket: TicketState,
  mapped: { table: string; mapping: Mapping },
): boolean {
  if (ticket.active === false) {
    return true;
  }
  return ticket.table === mapped.table
    ? ticket.state === mapped.mapping.states.resolved ||
        isStockDone(ticket, STATE_MODELS[ticket.table])
    : isStockDone(ticket, STATE_MODELS[ticket.table] ?? TASK_STATES);
}

function isStockDone(ticket: TicketState, model: StateModel | undefined) {
  return model?.done.includes(ticket.state) ?? false;
}

/** Whether a ticket was called off, as far as the stock models tell. @internal */
export function isCanceled(ticket: TicketState): boolean {
  return modelOf(ticket.table).canceled.includes(ticket.state);
}

/** Whether somebody works on a ticket, by the mapping of its table or the stock models. @internal */
export function isWorkedOn(
  ticket: TicketState,
  mapped: { table: string; mapping: Mapping },
): boolean {
  const { acknowledged } = mapped.mapping.states;
  return (
    (ticket.table === mapped.table &&
      acknowledged !== undefined &&
      ticket.state === acknowledged) ||
    modelOf(ticket.table).workedOn.includes(ticket.state)
  );
}

function modelOf(table: string): StateModel {
  return STATE_MODELS[table] ?? TASK_STATES;
}

/** Whether somebody may work on a ticket, it is resolved and may come back, or it is closed or canceled for good. @internal */
export type TicketStanding = 'open' | 'resolved' | 'closed';

/** How a ticket stands, by the same signs as {@link isDone}. @internal */
export function standingOf(
  ticket: TicketState,
  mapped: { table: string; mapping: Mapping },
): TicketStanding {
  if (!isDone(ticket, mapped)) {
    return 'open';
  }
  const isClosed =
    ticket.active === false ||
    mappedModelOf(ticket.table, mapped)?.closed.includes(ticket.state);
  return isClosed ? 'closed' : 'resolved';
}

/**
 * The state of a ticket that somebody has begun to look after, given the state it is in; `undefined` when it has moved
 * on already, or its table has no such state.
 * @internal
 */
export function stateWhenAcknowledged(
  ticket: TicketState,
  mapped: { table: string; mapping: Mapping },
): string | undefined {
  const { states } = mapped.mapping;
  const isMapped = ticket.table === mapped.table;
  const model = mappedModelOf(ticket.table, mapped);
  const begun = (isMapped && states.open) || model?.begun;
  const hasMovedOn =
    isDone(ticket, mapped) || (begun !== undefined && ticket.state !== begun);
  return hasMovedOn
    ? undefined
    : (isMapped && states.acknowledged) || model?.working;
}

/** The state that a resolved ticket goes back to; `undefined` when its table has none. @internal */
export function reopenedState(
  table: string,
  mapped: { table: string; mapping: Mapping },
): string | undefined {
  const { acknowledged } = mapped.mapping.states;
  return (
    (table === mapped.table ? acknowledged : undefined) ??
    mappedModelOf(table, mapped)?.reopened
  );
}

/** Nothing is taken for granted of a table of the customer that the mapping is made for. */
function mappedModelOf(
  table: string,
  mapped: { table: string },
): StateModel | undefined {
  return (
    STATE_MODELS[table] ?? (table === mapped.table ? undefined : TASK_STATES)
  );
}

/** How a ticket is resolved. @internal */
export interface Resolving {
  state: string;
  close: Mapping['close'];
}

/**
 * What resolving a ticket writes: as the mapping says for the table it is made for; the states and codes of a fresh
 * instance for tickets of other tables, which people may link as well.
 * @internal
 */
export function resolvingOf(
  table: string,
  mapped: { table: string; mapping: Mapping },
): Resolving {
  const { states, close } = mapped.mapping;
  if (table === mapped.table) {
    return { state: states.resolved, close };
  }
  return {
    state: (STATE_MODELS[table] ?? TASK_STATES).resolved,
    close: {
      codeField: 'close_code',
      notesField: 'close_notes',
      code: 'Solution provided',
      notes: close.notes,
      ...CLOSE_FIELDS[table],
    },
  };
}

/**
 * The state that acknowledging a ticket sets: as the mapping says for its table, else that of a fresh instance;
 * `undefined` where there is none.
 * @internal
 */
export function acknowledgedState(
  table: string,
  mapped: { table: string; mapping: Mapping },
): string | undefined {
  const { acknowledged } = mapped.mapping.states;
  return table === mapped.table && acknowledged !== undefined
    ? acknowledged
    : (STATE_MODELS[table] ?? TASK_STATES).working;
}

/** The states of a table in which nobody works on a ticket any more. @internal */
export function doneStates(
  table: string,
  mapped: { table: string; mapping: Mapping },
): string[] {
  const { done } = STATE_MODELS[table] ?? TASK_STATES;
  return [
    ...new Set([
      ...done,
      ...(table === mapped.table ? [mapped.mapping.states.resolved] : []),
    ]),
  ];
}

/** Tables with states of their own, and in which of them nobody works on a ticket any more. @internal */
export const STOCK_DONE_STATES: Readonly<Record<string, readonly string[]>> =
  Object.fromEntries(
    Object.entries(STATE_MODELS).map(([table, { done }]) => [table, done]),
  );

/** The same, for every other table. @internal */
export const TASK_DONE_STATES = TASK_STATES.done;
