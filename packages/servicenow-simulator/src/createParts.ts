import { AccessControl } from './access/AccessControl';
import { AttachmentFiles } from './attachment/AttachmentFiles';
import { ShiftedClock } from './control/ShiftedClock';
import { SimulatorParts } from './control/SimulatorParts';
import { createInstance } from './engine/createInstance';
import { deleteRecord, insertRecord, updateRecord } from './engine/records';
import { noRecordFound } from './engine/refusals';
import { Clock, SYSTEM_SESSION } from './engine/types';
import { FaultPlan } from './faults/FaultPlan';
import { RateLimiter } from './faults/rateLimit';
import { Fault } from './faults/types';
import { CookieSessions } from './http/authenticate';
import { RequestLog } from './http/RequestLog';
import { findUser, sessionOf } from './http/sessions';
import { TokenStore } from './oauth/tokens';
import { runQuery } from './query/evaluate';
import { parseQuery } from './query/parse';
import { TinyUrls } from './tinyurl/TinyUrls';
import { WebhookSender } from './webhooks/WebhookSender';

/** What a simulator starts with besides its demo data, and goes back to when it is reset. @internal */
export interface StartingPoint {
  clock: Clock;
  seedData: Record<string, Record<string, string>[]>;
  faults: Fault[];
  faultSeed: number;
}

/** The parts that only the HTTP side needs. @internal */
export interface ServedParts extends SimulatorParts {
  cookies: CookieSessions;
  files: AttachmentFiles;
  log: RequestLog;
  tinyUrls: TinyUrls;
}

/** Builds everything behind the HTTP side of a simulator. @internal */
export function createParts(start: StartingPoint): ServedParts {
  const clock = new ShiftedClock(start.clock);
  const { instance, reset: resetInstance } = createInstance(clock);
  const access = new AccessControl(instance);
  const cookies = new CookieSessions(instance);
  const files = new AttachmentFiles();
  const faults = new FaultPlan();
  const log = new RequestLog(clock);
  const rateLimiter = new RateLimiter(clock);
  const tokens = new TokenStore(clock);
  const tinyUrls = new TinyUrls();
  const webhooks = new WebhookSender(clock);
  const session = SYSTEM_SESSION;

  instance.listeners.add(change =>
    webhooks.notify(change, instance.dictionary),
  );
  instance.listeners.add(({ operation, table, record }) => {
    if (operation === 'delete' && table === 'sys_attachment') {
      files.forget(record.sys_id);
    }
  });
  const find = (table: string, sysId: string) => {
    const found = instance.store.get(table, sysId);
    if (!found) {
      throw noRecordFound();
    }
    return found;
  };
  const insert = (table: string, values: Record<string, unknown>) => ({
    ...insertRecord({ instance, session, table, values }),
  });
  const begin = () => {
    for (const [table, rows] of Object.entries(start.seedData)) {
      rows.forEach(row => insert(table, row));
    }
    faults.seed(start.faultSeed);
    start.faults.forEach(fault => faults.add(fault));
  };
  begin();

  return {
    instance,
    access,
    clock,
    cookies,
    faults,
    files,
    log,
    rateLimiter,
    tinyUrls,
    tokens,
    webhooks,
    insert,
    reset() {
      clock.setOffset(0);
      resetInstance();
      access.reset();
      cookies.clear();
      files.clear();
      faults.remove();
      log.clear();
      rateLimiter.setLimit(undefined);
      tinyUrls.clear();
      tokens.expire('all');
      webhooks.remove();
      begin();
    },
    records: (table, query = '') =>
      runQuery({ instance, session, table }, parseQuery(query)).map(row => ({
        ...row,
      })),
    update(table, sysId, values) {
      const found = find(table, sysId);
      const request = { instance, session, table: found.table, values };
      return { ...updateRecord(request, found.row) };
    },
    remove(table, sysId) {
      const found = find(table, sysId);
      deleteRecord({ instance, session, table: found.table }, found.row);
    },
    rolesOf(userName) {
      const user = findUser(instance, userName);
      return user ? [...sessionOf(instance, user).roles] : [];
    },
    requests: () => log.entries(),
    clearRequests: () => log.clear(),
  };
}
