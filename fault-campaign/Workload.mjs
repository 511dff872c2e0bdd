// What people and pipelines do meanwhile: one chain of actions for each anomaly, many chains side by side.
import { setTimeout as delay } from 'node:timers/promises';

const BATCH = 50;
const RETRY_MILLISECONDS = 200;
/** How often each action comes, where the anomaly's status allows it. */
const WEIGHTS = {
  comment: 62,
  acknowledge: 12,
  resolve: 8,
  invalidate: 4,
  reopen: 14,
};
const CHANGES = {
  acknowledge: { status: 'Acknowledged' },
  resolve: { status: 'Archived', resolution: 'Resolved' },
  invalidate: { status: 'Archived', resolution: 'Invalid' },
  reopen: { status: 'Active' },
};

export class Workload {
  #portal;
  #random;
  #options;
  /** What was answered with success, or found done where no answer came. */
  accepted = 0;
  /** Requests whose answer was lost, so that it had to be looked up what had become of them. */
  inDoubt = 0;
  refused = [];
  /** @type {{id: number, name: string, texts: string[], status: string, shared: boolean}[]} */
  anomalies = [];

  constructor({ portal, random, options }) {
    this.#portal = portal;
    this.#random = random;
    this.#options = options;
  }

  async run() {
    await this.#reportAnomalies();
    const own = this.anomalies.filter(anomaly => !anomaly.shared);
    await this.#eachSideBySide(own, anomaly => this.#createTicket(anomaly));
    await this.#eachSideBySide(
      this.anomalies.filter(anomaly => anomaly.shared),
      anomaly => this.#linkTicket(anomaly, this.#random.pick(own)),
    );
    const perAnomaly = Math.ceil(
      (this.#options.actions - this.accepted) / this.anomalies.length,
    );
    await this.#eachSideBySide(this.anomalies, async anomaly => {
      for (let turn = 0; turn < perAnomaly; turn++) {
        await this.#act(anomaly, turn);
        await delay(this.#random.between(0, this.#options.pause));
      }
    });
  }

  async #eachSideBySide(anomalies, work) {
    const waiting = [...anomalies];
    await Promise.all(
      Array.from({ length: this.#options.sideBySide }, async () => {
        for (let next = waiting.shift(); next; next = waiting.shift())
          await work(next);
      }),
    );
  }

  async #reportAnomalies() {
    const names = Array.from(
      { length: this.#options.anomalies },
      (_, index) => `check_${index}`,
    );
    for (let start = 0; start < names.length; start += BATCH) {
      const batch = names.slice(start, start + BATCH);
      await this.#until(() =>
        this.#send('POST', '/anomalies/batch', {
          body: {
            source: 'campaign',
            run: {
              id: `run-${start}`,
              observed_at: new Date().toISOString(),
              complete: false,
            },
            items: batch.map(name => ({
              check_key: name,
              outcome: 'fail',
              dataset: { platform: 'postgres', fqn: `campaign.public.${name}` },
              title: `${name} of campaign ${this.#options.seed}`,
              message: 'made to be repaired',
            })),
          },
        }),
      );
    }
    const found = [];
    for (let page = 1, pages = 1; page <= pages; page++) {
      const list = await this.#portal.read(
        this.#random,
        `/anomalies?source=campaign&size=100&page=${page}`,
      );
      found.push(...list.items);
      pages = list.pages;
    }
    this.anomalies = found.map(({ id, title }, index) => ({
      id,
      name: title.split(' ')[0],
      status: 'Active',
      texts: [],
      shared: index % 10 === 9,
    }));
    if (this.anomalies.length !== names.length)
      throw new Error(
        `${names.length} anomalies were reported and ${this.anomalies.length} are there`,
      );
  }

  /** The same key however often it is asked for: one ticket. */
  async #createTicket(anomaly) {
    await this.#until(() =>
      this.#send(
        'POST',
        `/integrations/ticketing/anomalies/${anomaly.id}/tickets`,
        {
          body: {
            title: `Campaign ${this.#options.seed}: ${anomaly.name}`,
            impact: '2',
            urgency: '2',
          },
          headers: {
            'Idempotency-Key': `create-${this.#options.seed}-${anomaly.id}`,
          },
        },
      ),
    );
    this.accepted += 1;
  }

  async #linkTicket(anomaly, other) {
    const path = `/anomalies/${anomaly.id}/ticket-links`;
    await this.#until(async () => {
      const theirs = await this.#portal.read(
        this.#random,
        `/anomalies/${other.id}/ticket-links`,
      );
      const number = theirs.items[0]?.ticket_number;
      if (!number) return 0;
      const status = await this.#send('POST', path, {
        body: { ticket_number: number },
      });
      // A repeat of one whose answer was lost.
      return status === 409 ? 200 : status;
    });
    this.accepted += 1;
  }

  async #act(anomaly, turn) {
    const possible = { ...WEIGHTS };
    if (anomaly.status === 'Active') delete possible.reopen;
    if (anomaly.status === 'Acknowledged') delete possible.acknowledge;
    if (anomaly.status === 'Archived') {
      for (const name of ['acknowledge', 'resolve', 'invalidate'])
        delete possible[name];
    }
    const action = this.#random.weighted(possible);
    if (action === 'comment') await this.#comment(anomaly, turn);
    else await this.#decide(anomaly, CHANGES[action]);
  }

  async #comment(anomaly, turn) {
    const text = `note ${turn} on ${anomaly.name} <b>&amp; ^ORsys_id!=1 é 🐟`;
    const status = await this.#send(
      'POST',
      `/anomalies/${anomaly.id}/comments`,
      { body: { body: text } },
    );
    const isDone =
      status === 0 ? await this.#hasComment(anomaly, text) : this.#took(status);
    if (isDone) {
      this.accepted += 1;
      anomaly.texts.push(text);
    }
  }

  async #hasComment(anomaly, text) {
    this.inDoubt += 1;
    const { items } = await this.#portal.read(
      this.#random,
      `/anomalies/${anomaly.id}/activity?size=100`,
    );
    return items.some(({ body }) => body === text);
  }

  async #decide(anomaly, change) {
    const status = await this.#send('PATCH', `/anomalies/${anomaly.id}`, {
      body: change,
    });
    if (status === 0) this.inDoubt += 1;
    else if (!this.#took(status)) return;
    const now = await this.#portal.read(
      this.#random,
      `/anomalies/${anomaly.id}`,
    );
    if (status !== 0 || now.status === change.status) this.accepted += 1;
    anomaly.status = now.status;
  }

  #took(status) {
    if (status >= 200 && status < 300) return true;
    this.refused.push(status);
    return false;
  }

  async #send(method, path, { body, headers }) {
    const { status, body: answer } = await this.#portal.request(this.#random, {
      method,
      path,
      body,
      headers,
    });
    if (status >= 400)
      this.refusals.add(`${method} ${status} ${answer.error?.message}`);
    return status;
  }

  /** Different refusals, for the report. */
  refusals = new Set();

  async #until(attempt) {
    for (;;) {
      const status = await attempt();
      if (status >= 200 && status < 300) return;
      if (status !== 0 && status !== 503)
        throw new Error(`Refused with ${status}: ${[...this.refusals].pop()}`);
      await delay(RETRY_MILLISECONDS);
    }
  }
}
