import { ServiceUnavailableError } from '@backstage/errors';
import { z } from 'zod';

const PAGE_SIZE = 100;
const DEADLINE_MS = 60_000;

/** As every list of the API is wrapped. */
const page = z.object({ items: z.array(z.unknown()), pages: z.number() });

/** What an anomaly can be archived as. @internal */
export type ArchiveStatus = 'Resolved' | 'Invalid' | 'Duplicate' | 'Discarded';

/** Where a deployment of Qualytics is, and how to sign in. @internal */
export interface QualyticsConnection {
  /** With the root path of the API, such as `https://acme.qualytics.io/api`. */
  baseUrl: string;
  token: string;
  /** Only these datastores; all of them unless given. */
  datastores?: number[];
}

/**
 * The API of Qualytics, as far as it is used. Throws ServiceUnavailableError with what to do; nothing is tried again
 * here, as the next poll is a new try.
 *
 * @internal
 */
export class QualyticsClient {
  readonly #connection: QualyticsConnection;

  constructor(connection: QualyticsConnection) {
    this.#connection = connection;
  }

  /**
   * Pages of anomalies, archived ones included, newest first: what comes while one reads moves others to later pages
   * and hides none.
   *
   * @param since - leave out what was created before that day
   */
  async *listAnomalies(options: {
    since?: Date;
    signal: AbortSignal;
  }): AsyncGenerator<unknown[]> {
    const { datastores = [undefined] } = this.#connection;
    for (const datastore of datastores) {
      for (let number = 1, pages = 1; number <= pages; number++) {
        const query = new URLSearchParams({
          archived: 'include',
          sort_created: 'desc',
          page: String(number),
          size: String(PAGE_SIZE),
        });
        if (options.since) {
          query.set('start_date', options.since.toISOString().slice(0, 10));
        }
        if (datastore !== undefined) {
          query.set('datastore', String(datastore));
        }
        const answer = page.safeParse(
          await this.#call(`anomalies?${query}`, { signal: options.signal }),
        );
        if (!answer.success) {
          throw new ServiceUnavailableError(
            `${
              this.#connection.baseUrl
            } does not list anomalies as Qualytics does. Check qualytics.baseUrl: it ends with the root path of the API, usually /api`,
          );
        }
        yield answer.data.items;
        pages = answer.data.pages;
      }
    }
  }

  /** Only open statuses can be written so. */
  async setStatus(
    id: string,
    status: 'Active' | 'Acknowledged',
    signal: AbortSignal,
  ): Promise<void> {
    await this.#call(`anomalies/${encodeURIComponent(id)}`, {
      method: 'PUT',
      body: JSON.stringify({ status }),
      signal,
    });
  }

  /** Archives; what it archives stays in Qualytics. */
  async archive(
    id: string,
    status: ArchiveStatus,
    signal: AbortSignal,
  ): Promise<void> {
    const query = new URLSearchParams({ archive: 'true', status });
    await this.#call(`anomalies/${encodeURIComponent(id)}?${query}`, {
      method: 'DELETE',
      signal,
    });
  }

  async #call(
    path: string,
    options: { method?: string; body?: string; signal: AbortSignal },
  ): Promise<unknown> {
    const { baseUrl, token } = this.#connection;
    let response: Response;
    try {
      response = await fetch(`${baseUrl.replace(/\/+$/, '')}/${path}`, {
        ...options,
        // A token must not follow to wherever an answer points.
        redirect: 'error',
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          'content-type': 'application/json',
        },
        signal: AbortSignal.any([
          options.signal,
          AbortSignal.timeout(DEADLINE_MS),
        ]),
      });
    } catch (error) {
      throw new ServiceUnavailableError(
        `Qualytics at ${baseUrl} does not answer: ${reasonOf(
          error,
        )}. Check qualytics.baseUrl and the network between.`,
      );
    }
    if (response.status === 404 && options.method) {
      // Deleted in Qualytics: there is nothing left to write to.
      return undefined;
    }
    if (!response.ok) {
      throw new ServiceUnavailableError(refusal(response.status, baseUrl));
    }
    const text = await response.text();
    try {
      return text === '' ? undefined : JSON.parse(text);
    } catch {
      throw new ServiceUnavailableError(
        `Qualytics at ${baseUrl} answered with something that is no JSON. Check qualytics.baseUrl: it ends with the root path of the API, usually /api`,
      );
    }
  }
}

function refusal(status: number, baseUrl: string): string {
  if (status === 401 || status === 403) {
    return `Qualytics at ${baseUrl} refused the token (${status}). Give qualytics.token one of a user who may read anomalies, and write them where decisions are written back.`;
  }
  return `Qualytics at ${baseUrl} answered with ${status}. It is asked again at the next poll.`;
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: Error };
  return cause?.message || message;
}
