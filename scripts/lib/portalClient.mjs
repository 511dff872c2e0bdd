// The portal's HTTP API as the demo uses it: a pipeline that reports, and the guest who looks.
import { setTimeout as delay } from 'node:timers/promises';
import { PlainError } from './output.mjs';

const POLL_MILLISECONDS = 250;
const LARGEST_PAGE = 100;

export class PortalClient {
  #baseUrl;
  #pageUrl;
  #ingestToken;

  /** `pageUrl` is where the portal's pages are, when the backend does not serve them itself. */
  constructor({ baseUrl, pageUrl = baseUrl, ingestToken }) {
    this.#baseUrl = baseUrl;
    this.#pageUrl = pageUrl;
    this.#ingestToken = ingestToken;
  }

  /** Resolves when the backend serves the portal and says it is ready. */
  async untilReady(deadline) {
    await this.#until(deadline, 'the backend to be ready', async () => {
      const [health, page] = await Promise.all([
        fetch(`${this.#baseUrl}/.backstage/health/v1/readiness`),
        fetch(this.#pageUrl),
      ]);
      return health.ok && page.ok;
    });
  }

  /** Resolves when the catalog holds every one of `entityRefs`. */
  async untilInCatalog(entityRefs, deadline) {
    await this.#until(deadline, 'the catalog to read the example', async () => {
      const response = await fetch(
        `${this.#baseUrl}/api/catalog/entities/by-refs`,
        {
          method: 'POST',
          headers: {
            ...(await this.#asGuest()),
            'content-type': 'application/json',
          },
          body: JSON.stringify({ entityRefs, fields: ['kind'] }),
        },
      );
      if (!response.ok) return false;
      const { items } = await response.json();
      return items.every(item => item !== null);
    });
  }

  /** Reports a document as a data pipeline does; resolves to the answer's counts. */
  async ingest(sourceId, document) {
    const response = await fetch(
      `${this.#baseUrl}/api/servicenow-ticketing/ingest/${sourceId}`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${this.#ingestToken}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(document),
      },
    );
    const answer = await response.json().catch(() => ({}));
    if (response.status !== 202) {
      throw new PlainError(
        `The portal did not take the results: ${response.status} ${
          answer.error?.message ?? response.statusText
        }`,
      );
    }
    return answer;
  }

  /** Entity refs with open anomalies, and how many each has; anomalies without an entity count as undefined. */
  async openAnomaliesByEntity() {
    const counts = new Map();
    for (let page = 1, pages = 1; page <= pages; page++) {
      const response = await fetch(
        `${
          this.#baseUrl
        }/api/servicenow-ticketing/anomalies?status=Active&page=${page}&size=${LARGEST_PAGE}`,
        { headers: await this.#asGuest() },
      );
      if (!response.ok)
        throw new PlainError(
          `The portal did not list anomalies: ${
            response.status
          } ${await response.text()}`,
        );
      const list = await response.json();
      for (const { entity_refs: refs } of list.items) {
        for (const ref of refs.length > 0 ? refs : [undefined]) {
          counts.set(ref, (counts.get(ref) ?? 0) + 1);
        }
      }
      pages = list.pages;
    }
    return counts;
  }

  async #asGuest() {
    const response = await fetch(`${this.#baseUrl}/api/auth/guest/refresh`, {
      headers: { 'x-requested-with': 'XMLHttpRequest' },
    });
    if (!response.ok)
      throw new Error(
        `guest sign-in: ${response.status} ${await response.text()}`,
      );
    const { backstageIdentity } = await response.json();
    return { authorization: `Bearer ${backstageIdentity.token}` };
  }

  async #until(deadline, what, isDone) {
    let last;
    while (Date.now() < deadline) {
      try {
        if (await isDone()) return;
      } catch (error) {
        last = error;
      }
      await delay(POLL_MILLISECONDS);
    }
    throw new PlainError(
      `Waited in vain for ${what}. ${
        last?.cause?.message ?? last?.message ?? ''
      }`,
    );
  }
}
