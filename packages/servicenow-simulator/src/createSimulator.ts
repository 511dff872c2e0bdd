import { AccessControl } from './access/AccessControl';
import { createInstance, resetInstance } from './engine/createInstance';
import { deleteRecord, insertRecord, updateRecord } from './engine/records';
import { Clock, RecordChange, Row, SYSTEM_SESSION } from './engine/types';
import { createApp } from './http/app';
import { CookieSessions } from './http/authenticate';
import { listen, TlsOptions } from './http/listen';
import { createPagesRouter } from './http/pages/pagesRouter';
import { RequestLog, SeenRequest } from './http/RequestLog';
import { runQuery } from './query/evaluate';
import { parseQuery } from './query/parse';

/** How to start a simulator. @public */
export interface SimulatorOptions {
  /** 0, the default, takes a free port. */
  port?: number;
  /** 127.0.0.1 unless told. */
  host?: string;
  /** Where the instance reads the time from; the system's own unless told. */
  clock?: Clock;
  /** Further records by table, inserted after the demo data, with business rules. */
  seedData?: Record<string, Record<string, string>[]>;
  /** Serve HTTPS with this certificate. */
  tls?: TlsOptions;
}

/** A running instance. @public */
export interface Simulator {
  readonly url: string;
  readonly port: number;
  /** Stops listening and cuts open connections. */
  stop(): Promise<void>;
  /** Back to the data, rules and accounts of the start. */
  reset(): void;
  /** Records of a table as stored, in the order of insertion; an encoded query narrows them. */
  records(table: string, query?: string): Row[];
  /** Inserts as the system would: rules run, no access control. Throws when a rule refuses. */
  insert(table: string, values: Record<string, string>): Row;
  /** Changes a record as the system would. Throws when there is none or a rule refuses. */
  update(table: string, sysId: string, values: Record<string, string>): Row;
  /** Deletes a record as the system would. */
  remove(table: string, sysId: string): void;
  /** Calls the listener after each change of a record; returns how to stop that. */
  onChange(listener: (change: RecordChange) => void): () => void;
  /** Requests seen since the start or the last reset, oldest first. */
  requests(): SeenRequest[];
  /** Asks for other roles than a fresh instance does, e.g. `restrict('sys_choice', 'read', [])` for admin only. */
  readonly access: Pick<AccessControl, 'restrict' | 'restrictField'>;
}

/**
 * Starts a ServiceNow instance in this process.
 *
 * @example
 * ```ts
 * const simulator = await createSimulator();
 * await fetch(`${simulator.url}/api/now/table/incident`, { headers: { authorization } });
 * await simulator.stop();
 * ```
 * @public
 */
export async function createSimulator(
  options: SimulatorOptions = {},
): Promise<Simulator> {
  const { port = 0, host = '127.0.0.1', clock = Date, seedData = {} } = options;
  const instance = createInstance(clock);
  const access = new AccessControl(instance);
  const cookies = new CookieSessions();
  const log = new RequestLog(clock);
  const context = { instance, access };

  const insert = (table: string, values: Record<string, string>) =>
    insertRecord({ instance, session: SYSTEM_SESSION, table, values });
  const addSeedData = () => {
    for (const [table, rows] of Object.entries(seedData)) {
      rows.forEach(row => insert(table, row));
    }
  };
  const find = (table: string, sysId: string) => {
    const found = instance.store.get(table, sysId);
    if (!found) {
      throw new Error(`There is no ${table} with sys_id '${sysId}'`);
    }
    return found;
  };

  addSeedData();
  const app = createApp(context, {
    cookies,
    first: [log.middleware],
    authenticators: [],
    apis: [],
    open: [createPagesRouter(context)],
  });
  const listener = await listen(app, { port, host, tls: options.tls });

  return {
    url: listener.url,
    port: listener.port,
    stop: () => listener.close(),
    reset() {
      resetInstance(instance);
      access.reset();
      cookies.clear();
      log.clear();
      addSeedData();
    },
    records: (table, query = '') =>
      runQuery(
        { instance, session: SYSTEM_SESSION, table },
        parseQuery(query),
      ).map(row => ({ ...row })),
    insert: (table, values) => ({ ...insert(table, values) }),
    update(table, sysId, values) {
      const found = find(table, sysId);
      return {
        ...updateRecord(
          { instance, session: SYSTEM_SESSION, table: found.table, values },
          found.row,
        ),
      };
    },
    remove(table, sysId) {
      const found = find(table, sysId);
      deleteRecord(
        { instance, session: SYSTEM_SESSION, table: found.table },
        found.row,
      );
    },
    onChange(onChange) {
      instance.listeners.add(onChange);
      return () => instance.listeners.delete(onChange);
    },
    requests: () => log.entries(),
    access,
  };
}
