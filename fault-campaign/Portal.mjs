// The portal under attack: one or two backends on one database, each killed without warning and started again.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root, toolsDirectory } from '../scripts/lib/paths.mjs';
import { freePort } from '../scripts/lib/ports.mjs';
import { onStop, startNodeServer } from '../scripts/lib/processes.mjs';
import { typeScriptLoader } from '../scripts/lib/servers.mjs';
import { childEnvironment, nodeBin } from '../scripts/lib/toolchain.mjs';

const TOKEN = 'fault-campaign-token';
const API = '/api/servicenow-ticketing';
const POLL_MILLISECONDS = 100;
const START_LIMIT_MILLISECONDS = 180_000;
/** A request that takes longer has got no answer: its backend was killed, or waits for a database that is away. */
const REQUEST_LIMIT_MILLISECONDS = 20_000;

/** What `servicenowTicketing.delivery` is during the campaign: the usual engine with shorter waits. */
const DELIVERY = {
  interactiveTimeout: { seconds: 2 },
  requestTimeout: { seconds: 2 },
  initialBackoff: { milliseconds: 100 },
  maxBackoff: { seconds: 3 },
  pollInterval: { milliseconds: 500 },
  // The simulator commits at once, or never.
  transactionTimeout: { seconds: 2 },
};

/** What the portal makes tickets of by itself; the rest is left to people. */
const AUTOMATIC = {
  forwarding: 'always',
  rules: [
    { name: 'Automatic', action: 'forward', when: { sources: ['automatic'] } },
    { name: 'Others', action: 'ignore' },
  ],
  groupBy: 'dataset',
  maxTicketsPerHour: 10_000,
};
const INBOUND = { pollInterval: '10s' };

export class Portal {
  #directory;
  #serviceNowUrl;
  #connection;
  #delivery;
  /** @type {{port: number, server?: object, isUp: boolean}[]} */
  #backends = [];
  kills = 0;

  /**
   * @param {object} options - `serviceNowUrl`; `connection` of a PostgreSQL, else SQLite in files; `delivery` settings
   *   to lay over the campaign's own
   */
  constructor({ serviceNowUrl, connection, delivery = {} }) {
    this.#serviceNowUrl = serviceNowUrl;
    this.#connection = connection;
    this.#delivery = { ...DELIVERY, ...delivery };
    this.#directory = mkdtempSync(join(tmpdir(), 'ticketing-campaign-'));
    mkdirSync(join(this.#directory, 'sqlite'));
    onStop(() => rmSync(this.#directory, { recursive: true, force: true }));
  }

  /** The first makes the tables, so the others come after it. */
  async start(replicas) {
    for (let index = 0; index < replicas; index++) {
      const backend = { port: await freePort(), isUp: false };
      this.#backends.push(backend);
      await this.#launch(backend);
    }
  }

  /** SIGKILL for one of those that run, which is started again at once. */
  async killOne(random) {
    const candidates = this.#backends.filter(backend => backend.isUp);
    if (candidates.length === 0) return;
    const backend = random.pick(candidates);
    backend.isUp = false;
    this.kills += 1;
    await backend.server.kill('SIGKILL');
    await this.#launch(backend);
  }

  async stop() {
    for (const backend of this.#backends) {
      backend.isUp = false;
      await backend.server?.kill('SIGTERM');
    }
  }

  /**
   * One request to any backend that runs.
   *
   * @returns {Promise<{status: number, body: object}>} `status` 0 when nobody can tell whether it was carried out
   */
  async request(random, { method = 'GET', path, body, headers = {} }) {
    const backend = await this.#anyUp(random);
    try {
      const response = await fetch(
        `http://127.0.0.1:${backend.port}${API}${path}`,
        {
          method,
          headers: {
            authorization: `Bearer ${TOKEN}`,
            'content-type': 'application/json',
            ...headers,
          },
          body: body && JSON.stringify(body),
          signal: AbortSignal.timeout(REQUEST_LIMIT_MILLISECONDS),
        },
      );
      const text = await response.text();
      return {
        status: response.status >= 500 ? 0 : response.status,
        body: text ? JSON.parse(text) : {},
      };
    } catch {
      return { status: 0, body: {} };
    }
  }

  /** A request without effects, until it is answered. */
  async read(random, path) {
    for (;;) {
      const { status, body } = await this.request(random, { path });
      if (status === 200) return body;
      if (status !== 0)
        throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
      await delay(POLL_MILLISECONDS);
    }
  }

  async #anyUp(random) {
    for (;;) {
      const up = this.#backends.filter(backend => backend.isUp);
      if (up.length > 0) return random.pick(up);
      await delay(POLL_MILLISECONDS);
    }
  }

  async #launch(backend) {
    const config = join(this.#directory, `app-config.${backend.port}.yaml`);
    writeFileSync(config, JSON.stringify(this.#configOf(backend)));
    backend.server = startNodeServer({
      name: `The backend on port ${backend.port}`,
      node: nodeBin,
      args: [
        '-r',
        typeScriptLoader,
        join(root, 'fault-campaign/host.ts'),
        '--config',
        config,
      ],
      cwd: root,
      env: childEnvironment({ NODE_ENV: 'production', LOG_LEVEL: 'info' }),
      logFile: join(toolsDirectory, `logs/campaign-${backend.port}.log`),
      appendLog: true,
    });
    let reason;
    backend.server.died.then(error => {
      reason = error;
    });
    const deadline = Date.now() + START_LIMIT_MILLISECONDS;
    while (!(await this.#isReady(backend))) {
      if (reason) throw reason;
      if (Date.now() > deadline)
        throw new Error(`The backend on port ${backend.port} does not start`);
      await delay(POLL_MILLISECONDS);
    }
    backend.isUp = true;
  }

  async #isReady({ port }) {
    try {
      const response = await fetch(
        `http://127.0.0.1:${port}/.backstage/health/v1/readiness`,
        { signal: AbortSignal.timeout(1_000) },
      );
      return response.ok;
    } catch {
      return false;
    }
  }

  #configOf({ port }) {
    return {
      app: { baseUrl: 'http://localhost:3000' },
      backend: {
        baseUrl: `http://localhost:${port}`,
        listen: { host: '127.0.0.1', port },
        database: this.#connection
          ? { client: 'pg', connection: this.#connection }
          : {
              client: 'better-sqlite3',
              connection: { directory: join(this.#directory, 'sqlite') },
            },
        auth: {
          externalAccess: [
            {
              type: 'static',
              options: { token: TOKEN, subject: 'fault-campaign' },
            },
          ],
        },
      },
      servicenowTicketing: {
        sources: {
          campaign: { adapter: 'canonical' },
          automatic: { adapter: 'canonical' },
        },
        integrations: {
          campaign: this.#integration({
            default: true,
            sync: { inbound: INBOUND },
          }),
          automatic: this.#integration({
            mapping: { templates: { shortDescription: '{{anomaly.title}}' } },
            sync: { ...AUTOMATIC, inbound: INBOUND },
          }),
        },
        delivery: this.#delivery,
      },
    };
  }

  #integration(settings) {
    return {
      ...settings,
      instanceUrl: this.#serviceNowUrl,
      auth: {
        type: 'oauth-password',
        clientId: 'simulator-client',
        clientSecret: 'simulator-secret',
        username: 'portal_integration',
        password: 'portal_integration',
      },
    };
  }
}
