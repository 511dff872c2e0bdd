import { randomUUID } from 'node:crypto';
import type { Agent, IncomingHttpHeaders } from 'node:http';
import type { Authenticator } from '../../auth/Authenticator';
import { sendRequest } from '../../http/sendRequest';
import { ServiceNowClient } from '../../ServiceNowClient';
import { HttpTransport } from '../../transport';

const TIMEOUT = 60_000;
const MAX_ANSWER_BYTES = 20 * 1024 * 1024;
const INCIDENTS = '/api/now/table/incident';

/** An instance that the contract is held against. */
export interface ContractInstance {
  instanceUrl: string;
  agent: Agent;
  auth: Authenticator;
  /** Called once the records of the tests are canceled. */
  stop?(): Promise<void>;
}

/** An answer as it came. */
export interface ContractAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  /** Parsed; `undefined` when it is no JSON. */
  // Bodies differ by test; each looks into its own.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

/** A record as raw texts; references as sys_ids. */
export type RawRecord = Record<string, string>;

/** What the tests of the contract work with: calls without our client, and our client. */
export class Contract {
  readonly client: ServiceNowClient;
  /** Marks all records of this run: they begin with it. */
  readonly mark = `contract-${randomUUID().slice(0, 8)}`;
  readonly #instance: ContractInstance;
  readonly #transport: HttpTransport;
  readonly #created: string[] = [];

  constructor(instance: ContractInstance) {
    this.#instance = instance;
    this.#transport = new HttpTransport({ ...instance, timeout: TIMEOUT });
    this.client = new ServiceNowClient(this.#transport);
  }

  /** One call without our client; `auth: null` sends no credentials. */
  async call(
    path: string,
    options: {
      method?: string;
      parameters?: Record<string, string>;
      body?: unknown;
      headers?: Record<string, string>;
      auth?: Authenticator | null;
    } = {},
  ): Promise<ContractAnswer> {
    const { instanceUrl, agent, auth: usual } = this.#instance;
    const { method = 'GET', parameters, body, auth = usual } = options;
    const query = new URLSearchParams(parameters).toString();
    const answer = await sendRequest({
      url: `${instanceUrl}${path}${query ? `?${query}` : ''}`,
      method,
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(auth ? await auth.headers() : {}),
        ...options.headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      agent,
      signal: AbortSignal.timeout(TIMEOUT),
      maxBytes: MAX_ANSWER_BYTES,
    });
    return {
      status: answer.status,
      headers: answer.headers,
      body: parseJson(answer.text),
    };
  }

  /** Creates an incident that is canceled in the end. */
  async create(fields: RawRecord = {}): Promise<RawRecord> {
    const { status, body } = await this.call(INCIDENTS, {
      method: 'POST',
      parameters: { sysparm_exclude_reference_link: 'true' },
      body: {
        short_description: `${this.mark} test record`,
        correlation_id: this.mark,
        ...fields,
      },
    });
    if (status !== 201) {
      throw new Error(
        `The account cannot create incidents: ${status} ${JSON.stringify(
          body,
        )}`,
      );
    }
    this.cancelLater(body.result.sys_id);
    return body.result;
  }

  /** Remembers an incident that was made otherwise. */
  cancelLater(sysId: string): void {
    this.#created.push(sysId);
  }

  /** Changes an incident; answers with it. */
  async change(sysId: string, fields: RawRecord): Promise<ContractAnswer> {
    return this.call(`${INCIDENTS}/${sysId}`, {
      method: 'PATCH',
      parameters: { sysparm_exclude_reference_link: 'true' },
      body: fields,
    });
  }

  /** Reads an incident; by `display` as `sysparm_display_value` says. */
  async read(
    sysId: string,
    parameters: Record<string, string> = {
      sysparm_exclude_reference_link: 'true',
    },
  ): Promise<RawRecord> {
    return (await this.call(`${INCIDENTS}/${sysId}`, { parameters })).body
      .result;
  }

  /** Incidents that a query finds. */
  async find(
    query: string,
    parameters: Record<string, string> = {},
  ): Promise<RawRecord[]> {
    const { body } = await this.call(INCIDENTS, {
      parameters: {
        sysparm_query: query,
        sysparm_exclude_reference_link: 'true',
        ...parameters,
      },
    });
    return body.result;
  }

  /** Cancels what was created, and closes the connections. */
  async close(): Promise<void> {
    for (const sysId of this.#created) {
      await this.change(sysId, { state: '8' });
    }
    this.#transport.close();
    await this.#instance.stop?.();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Gives the contract of the tests that are running. */
export type ContractOf = () => Contract;
