/** Incident states in which nobody works on it any more: Closed and Canceled. */
const CLOSED_INCIDENT_STATES = ['7', '8'];

/**
 * Whether a state is final by ServiceNow's stock model. Known for incidents only; other tables' states differ by
 * customer.
 * @internal
 */
export function isClosedState(table: string, state: string): boolean {
  return table === 'incident' && CLOSED_INCIDENT_STATES.includes(state);
}
