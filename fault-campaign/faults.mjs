// What goes wrong in ServiceNow while the campaign runs: every kind of fault the simulator knows that is no decision
// of an administrator (those leave a dead delivery by design).
const WRITES = '/api/now/table/incident';

/** Probabilities for each request; together about one request in six meets a fault. */
export const FAULTS = [
  { kind: 'latency', probability: 0.2, milliseconds: 30 },
  { kind: 'rate_limited', probability: 0.01, retryAfter: 1 },
  { kind: 'unavailable', probability: 0.01, retryAfter: 1 },
  { kind: 'unavailable', probability: 0.01 },
  { kind: 'bad_gateway', probability: 0.01 },
  { kind: 'error_before_commit', probability: 0.015 },
  { kind: 'error_after_commit', probability: 0.02, path: WRITES },
  { kind: 'reset_before_commit', probability: 0.015 },
  { kind: 'reset_after_commit', probability: 0.02, path: WRITES },
  { kind: 'hang_before_commit', probability: 0.003 },
  { kind: 'hang_after_commit', probability: 0.004, path: WRITES },
  { kind: 'hibernating', probability: 0.005 },
  { kind: 'login_page', probability: 0.005 },
  { kind: 'broken_json', probability: 0.01 },
  { kind: 'truncated', probability: 0.01 },
  { kind: 'expired_token', probability: 0.01, auth: 'bearer' },
];

/** ServiceNow is away for some seconds, so that changes pile up. */
export const OUTAGE = { kind: 'unavailable', path: '/api/now/' };

/** Drives the simulator from outside, as a person at its control API would. */
export class SimulatedInstance {
  #url;

  constructor(url) {
    this.url = url;
    this.#url = `${url}/_simulator`;
  }

  async plan(faults, seed) {
    const { faults: planned } = await this.#call('POST', '/faults', {
      seed,
      faults,
    });
    return planned.map(fault => fault.id);
  }

  async withdraw(id) {
    await this.#call('DELETE', `/faults/${id}`);
  }

  /** What hit how often, by kind. */
  async hits() {
    const { faults } = await this.#call('GET', '/faults');
    const hits = new Map();
    for (const fault of faults)
      hits.set(fault.kind, (hits.get(fault.kind) ?? 0) + fault.hits);
    return hits;
  }

  async clearFaults() {
    await this.#call('DELETE', '/faults');
  }

  async reset() {
    await this.#call('POST', '/reset');
  }

  /** Records in the order in which they were made. */
  async records(table, query) {
    const { records } = await this.#call(
      'GET',
      `/records/${table}?query=${encodeURIComponent(query)}`,
    );
    return records;
  }

  /** The tickets of a campaign. */
  tickets(seed) {
    return this.records(
      'incident',
      `short_descriptionSTARTSWITHCampaign ${seed}:`,
    );
  }

  /** Somebody in ServiceNow writes to whoever waits for a ticket. */
  async comment(ticket, text) {
    await this.#call('PATCH', `/records/incident/${ticket.sys_id}`, {
      comments: text,
    });
  }

  async #call(method, path, body) {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    if (!response.ok)
      throw new Error(
        `${method} ${path}: ${response.status} ${await response.text()}`,
      );
    return response.status === 204 ? undefined : response.json();
  }
}
