// What people and tools do meanwhile: one chain of actions for each anomaly, many chains side by side.
import { setTimeout as delay } from 'node:timers/promises';
import { reportAgain, reportAnomalies, SEVERITIES } from './anomalies.mjs';

/** How often each action comes, where the anomaly's status allows it. */
const WEIGHTS = {
  comment: 48,
  note: 8,
  acknowledge: 10,
  resolve: 6,
  invalidate: 4,
  reopen: 10,
  fail: 14,
  pass: 6,
  unlink: 1,
};
const DECISIONS = {
  acknowledge: { status: 'Acknowledged' },
  resolve: { status: 'Archived', resolution: 'Resolved' },
  invalidate: { status: 'Archived', resolution: 'Invalid' },
  reopen: { status: 'Active' },
};
const IMPOSSIBLE = {
  Active: ['reopen'],
  Acknowledged: ['acknowledge'],
  Archived: ['acknowledge', 'resolve', 'invalidate', 'pass'],
};
/** A ticket that nobody asked for is not made at all if its anomalies are archived before it is. */
const ARCHIVING = ['resolve', 'invalidate', 'pass'];

export class Workload {
  #caller;
  #random;
  #options;
  /** What was answered with success, or found done where no answer came. */
  accepted = 0;
  /** Every anomaly has its tickets. */
  isSetUp = false;
  /** @type {Awaited<ReturnType<typeof reportAnomalies>>} */
  anomalies = [];

  constructor({ caller, random, options }) {
    this.#caller = caller;
    this.#random = random;
    this.#options = options;
  }

  async run() {
    this.anomalies = await reportAnomalies(this.#caller, this.#options);
    const own = this.anomalies.filter(
      ({ isAutomatic, isLinked }) => !isAutomatic && !isLinked,
    );
    await this.#eachSideBySide(own, anomaly => this.#createTicket(anomaly));
    await this.#eachSideBySide(
      this.anomalies.filter(({ isLinked }) => isLinked),
      anomaly => this.#linkTicket(anomaly, this.#random.pick(own)),
    );
    this.isSetUp = true;
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

  /** The same key however often it is asked for: one ticket. */
  async #createTicket(anomaly) {
    await this.#caller.untilDone(
      'POST',
      `/integrations/ticketing/anomalies/${anomaly.id}/tickets`,
      {
        body: {
          title: anomaly.title,
          impact: '2',
          urgency: '2',
        },
        headers: {
          'Idempotency-Key': `create-${this.#options.seed}-${anomaly.id}`,
        },
      },
    );
    this.accepted += 1;
  }

  async #linkTicket(anomaly, other) {
    const link = await this.#ticketOf(other, { wait: true });
    await this.#caller.untilDone(
      'POST',
      `/anomalies/${anomaly.id}/ticket-links`,
      {
        body: { ticket_number: link.ticket_number },
        // A repeat of one whose answer was lost.
        done: [409],
      },
    );
    other.isShared = true;
    anomaly.borrowed = link.ticket_number;
    this.accepted += 1;
  }

  #linksOf({ id }) {
    return this.#caller.read(`/anomalies/${id}/ticket-links`);
  }

  /** The link of an anomaly to a ticket that ServiceNow has made. */
  async #ticketOf(anomaly, { wait = false } = {}) {
    for (;;) {
      const { items } = await this.#linksOf(anomaly);
      const made = items.find(({ ticket_number: number }) => number);
      if (made || !wait) return made;
      await delay(this.#random.between(100, 300));
    }
  }

  async #act(anomaly, turn) {
    const possible = { ...WEIGHTS };
    const impossible = [...IMPOSSIBLE[anomaly.status]];
    if (!anomaly.isAutomatic || !anomaly.borrowed || anomaly.isUnlinked)
      impossible.push('unlink');
    if (anomaly.isAutomatic && !anomaly.isMade) {
      const { items } = await this.#linksOf(anomaly);
      anomaly.isMade = items.some(
        ({ ticket_number: number }) => number && number !== anomaly.borrowed,
      );
      if (!anomaly.isMade) impossible.push(...ARCHIVING);
    }
    for (const name of impossible) delete possible[name];
    const action = this.#random.weighted(possible);
    switch (action) {
      case 'comment':
        return this.#comment(anomaly, turn);
      case 'note':
        return this.#noteOnTicket(anomaly, turn);
      case 'unlink':
        return this.#unlink(anomaly);
      case 'fail':
      case 'pass':
        return this.#checkAgain(anomaly, { turn, outcome: action });
      default:
        return this.#decide(anomaly, DECISIONS[action]);
    }
  }

  async #comment(anomaly, turn) {
    const text = `note ${turn} on ${anomaly.name} <b>&amp; ^ORsys_id!=1 é 🐟`;
    const end = await this.#caller.once(
      'POST',
      `/anomalies/${anomaly.id}/comments`,
      { body: text },
    );
    if (
      end === 'done' ||
      (end === 'unknown' && (await this.#hasComment(anomaly, text)))
    ) {
      this.accepted += 1;
      anomaly.texts.push(text);
    }
  }

  async #hasComment(anomaly, text) {
    const { items } = await this.#caller.read(
      `/anomalies/${anomaly.id}/activity?size=100`,
    );
    return items.some(({ body }) => body === text);
  }

  /** A work note that a person writes on the ticket itself. */
  async #noteOnTicket(anomaly, turn) {
    const link = await this.#ticketOf(anomaly);
    if (!link) return;
    const text = `ticket note ${turn} of ${anomaly.name}`;
    await this.#caller.untilDone('POST', `/tickets/${link.id}/actions`, {
      body: { action: 'add_work_note', note: text },
      headers: { 'Idempotency-Key': `note-${anomaly.id}-${turn}` },
    });
    this.accepted += 1;
    anomaly.texts.push(text);
  }

  async #unlink(anomaly) {
    const { items } = await this.#linksOf(anomaly);
    const link = items.find(
      ({ ticket_number: number }) => number === anomaly.borrowed,
    );
    await this.#caller.untilDone(
      'DELETE',
      `/anomalies/${anomaly.id}/ticket-links/${link.id}`,
      // A repeat of one whose answer was lost.
      { done: [404] },
    );
    anomaly.isUnlinked = true;
    this.accepted += 1;
  }

  async #checkAgain(anomaly, { turn, outcome }) {
    if (outcome === 'fail') anomaly.severity = this.#random.pick(SEVERITIES);
    await reportAgain(this.#caller, anomaly, { turn, outcome });
    this.accepted += 1;
    await this.#refresh(anomaly);
  }

  async #decide(anomaly, change) {
    const end = await this.#caller.once(
      'PATCH',
      `/anomalies/${anomaly.id}`,
      change,
    );
    if (end === 'refused') return;
    const now = await this.#refresh(anomaly);
    if (end === 'done' || now.status === change.status) this.accepted += 1;
  }

  async #refresh(anomaly) {
    const now = await this.#caller.read(`/anomalies/${anomaly.id}`);
    anomaly.status = now.status;
    return now;
  }
}
