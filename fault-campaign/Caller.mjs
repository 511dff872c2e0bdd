// Sends what the campaign asks of the portal, and counts how that was answered.
import { setTimeout as delay } from 'node:timers/promises';

const RETRY_MILLISECONDS = 200;

export class Caller {
  #portal;
  #random;
  /** Requests whose answer was lost, so that it had to be looked up what had become of them. */
  inDoubt = 0;
  /** How many were refused, and the different reasons. */
  refused = 0;
  refusals = new Set();

  constructor({ portal, random }) {
    this.#portal = portal;
    this.#random = random;
  }

  /** A request without effects, until it is answered. */
  read(path) {
    return this.#portal.read(this.#random, path);
  }

  /** Every item of a list. */
  async readAll(path) {
    const items = [];
    for (let page = 1, pages = 1; page <= pages; page++) {
      const list = await this.read(
        `${path}${path.includes('?') ? '&' : '?'}size=100&page=${page}`,
      );
      items.push(...list.items);
      pages = list.pages;
    }
    return items;
  }

  /**
   * Once; it may happen twice if asked twice.
   *
   * @returns {Promise<'done' | 'refused' | 'unknown'>}
   */
  async once(method, path, body) {
    const status = await this.#send(method, path, { body });
    if (status === 0) {
      this.inDoubt += 1;
      return 'unknown';
    }
    if (status < 300) return 'done';
    this.refused += 1;
    return 'refused';
  }

  /**
   * Until it is answered; however often it is asked, it happens once.
   *
   * @param {object} options - `body`, `headers`, and statuses that say that it is `done` besides those below 300
   */
  async untilDone(method, path, { body, headers, done = [] }) {
    let status;
    do {
      if (status !== undefined) await delay(RETRY_MILLISECONDS);
      status = await this.#send(method, path, { body, headers, done });
      if (status === 0) this.inDoubt += 1;
    } while (status === 0 || status === 503);
    if (status >= 300 && !done.includes(status))
      throw new Error(`Refused with ${status}: ${[...this.refusals].pop()}`);
  }

  async #send(method, path, { body, headers, done = [] }) {
    const { status, body: answer } = await this.#portal.request(this.#random, {
      method,
      path,
      body,
      headers,
    });
    if (status >= 400 && !done.includes(status))
      this.refusals.add(`${method} ${status} ${answer.error?.message}`);
    return status;
  }
}
