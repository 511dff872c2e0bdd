import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import type { AccessOperation } from '../access/types';
import { withoutSecrets } from '../engine/display';
import { Refusal } from '../engine/refusals';
import { readFields } from '../http/body';
import { parameters } from '../http/parameters';
import { FAULT_KINDS, Fault } from '../faults/types';
import type { Webhook } from '../webhooks/WebhookSender';
import type { SimulatorParts } from './SimulatorParts';

const OPERATIONS: AccessOperation[] = ['read', 'create', 'write', 'delete'];

function bad(detail: string): Refusal {
  return new Refusal(400, 'Invalid control request', detail);
}

function readFault(values: Record<string, unknown>): Fault {
  if (!FAULT_KINDS.some(kind => kind === values.kind)) {
    throw bad(`kind must be one of ${FAULT_KINDS.join(', ')}`);
  }
  for (const name of [
    'skip',
    'times',
    'probability',
    'milliseconds',
    'retryAfter',
  ]) {
    if (values[name] !== undefined && typeof values[name] !== 'number') {
      throw bad(`${name} must be a number`);
    }
  }
  try {
    RegExp(String(values.path ?? ''));
  } catch {
    throw bad('path must be a regular expression');
  }
  return values as unknown as Fault;
}

function json(res: Response, body: unknown, status = 200) {
  res
    .status(status)
    .set('Content-Type', 'application/json;charset=UTF-8')
    .end(JSON.stringify(body));
}

function recordRoutes(router: Router, parts: SimulatorParts) {
  const { instance } = parts;
  const checkTable = (table: string) => {
    if (!instance.dictionary.has(table)) {
      throw bad(`there is no table '${table}'`);
    }
  };
  router.get('/records/:table', (req, res) => {
    const { table } = req.params;
    checkTable(table);
    const records = parts
      .records(table, parameters(req).get('query') ?? '')
      .map(row => withoutSecrets(instance.dictionary, table, row));
    json(res, { records });
  });
  router.post('/records/:table', (req, res) => {
    checkTable(req.params.table);
    const record = parts.insert(req.params.table, readFields(req));
    json(res, { record }, 201);
  });
  router.patch('/records/:table/:sysId', (req, res) => {
    const { table, sysId } = req.params;
    checkTable(table);
    json(res, { record: parts.update(table, sysId, readFields(req)) });
  });
  router.delete('/records/:table/:sysId', (req, res) => {
    checkTable(req.params.table);
    parts.remove(req.params.table, req.params.sysId);
    res.status(204).end();
  });
}

function faultRoutes(router: Router, { faults }: SimulatorParts) {
  router.get('/faults', (_req, res) => json(res, { faults: faults.list() }));
  router.post('/faults', (req, res) => {
    const { seed, faults: list, ...single } = readFields(req);
    if (seed !== undefined) {
      faults.seed(Number(seed));
    }
    const wanted = Array.isArray(list)
      ? (list as Record<string, unknown>[])
      : [single];
    const added = wanted.map(readFault).map(fault => faults.add(fault));
    json(res, { faults: added }, 201);
  });
  router.delete('/faults', (_req, res) =>
    json(res, { removed: faults.remove() }),
  );
  router.delete('/faults/:id', (req, res) =>
    json(res, { removed: faults.remove(req.params.id) }),
  );
}

function webhookRoutes(router: Router, { webhooks }: SimulatorParts) {
  router.get('/webhooks', (_req, res) =>
    json(res, { webhooks: webhooks.list(), deliveries: webhooks.deliveries() }),
  );
  router.post('/webhooks', (req, res) => {
    const values = readFields(req);
    if (typeof values.url !== 'string' || typeof values.table !== 'string') {
      throw bad('a webhook needs url and table');
    }
    json(res, { id: webhooks.add(values as unknown as Webhook) }, 201);
  });
  router.delete('/webhooks/:id?', (req, res) => {
    webhooks.remove(req.params.id);
    res.status(204).end();
  });
}

function conditionRoutes(router: Router, parts: SimulatorParts) {
  router.put('/clock', (req, res) => {
    const offset = Number(readFields(req).offset_ms);
    if (!Number.isFinite(offset)) {
      throw bad('offset_ms must be a number of milliseconds');
    }
    parts.clock.setOffset(offset);
    json(res, { now: new Date(parts.clock.now()).toISOString() });
  });
  router.put('/rate-limit', (req, res) => {
    const { limit } = readFields(req);
    parts.rateLimiter.setLimit(limit ? { limit: Number(limit) } : undefined);
    json(res, { limit: limit ?? null });
  });
  router.put('/access', (req, res) => {
    const { table, operation, field, roles } = readFields(req);
    if (!Array.isArray(roles) || typeof table !== 'string') {
      throw bad('access needs table, roles (a list) and operation or field');
    }
    const known = OPERATIONS.find(name => name === operation);
    if (known) {
      parts.access.restrict(table, known, roles.map(String));
    } else if (typeof field === 'string') {
      parts.access.restrictField(table, field, roles.map(String));
    } else {
      throw bad(`operation must be one of ${OPERATIONS.join(', ')}`);
    }
    res.status(204).end();
  });
  router.post('/tokens/expire', (req, res) => {
    const { which = 'access' } = readFields(req);
    parts.tokens.expire(
      which === 'refresh' || which === 'all' ? which : 'access',
    );
    res.status(204).end();
  });
}

/**
 * `/_simulator/…`: what tests and demos drive the instance with. It asks for no login, as the simulator is meant for
 * the loopback interface.
 *
 * @internal
 */
export function createControlRouter(parts: SimulatorParts): Router {
  const router = Router();
  router.use((req: Request, _res: Response, next: NextFunction) => {
    // A page of another origin could otherwise drive the simulator through somebody's browser.
    const origin = req.get('origin');
    const isForeign =
      origin !== undefined && new URL(origin).host !== req.headers.host;
    next(
      isForeign
        ? new Refusal(
            403,
            'Foreign origin',
            'The control API does not serve pages of other sites',
          )
        : undefined,
    );
  });
  router.get('/', (_req, res) =>
    json(res, {
      name: 'servicenow-simulator',
      now: new Date(parts.clock.now()).toISOString(),
      tables: parts.instance.dictionary.tables().length,
      faults: parts.faults.list().length,
      requests: parts.requests().length,
    }),
  );
  router.post('/reset', (_req, res) => {
    parts.reset();
    res.status(204).end();
  });
  router.get('/users', (_req, res) => {
    const users = parts.records('sys_user').map(user => ({
      user_name: user.user_name,
      name: user.name,
      active: user.active,
      locked_out: user.locked_out,
      web_service_access_only: user.web_service_access_only,
      time_zone: user.time_zone ?? '',
      roles: parts.rolesOf(user.user_name),
    }));
    json(res, { users });
  });
  router.get('/requests', (req, res) => {
    const params = parameters(req);
    const path = params.get('path');
    const method = params.get('method')?.toUpperCase();
    const requests = parts
      .requests()
      .filter(seen => !method || seen.method === method)
      .filter(seen => !path || seen.path.includes(path));
    json(res, { requests });
  });
  router.delete('/requests', (_req, res) => {
    parts.clearRequests();
    res.status(204).end();
  });
  recordRoutes(router, parts);
  faultRoutes(router, parts);
  webhookRoutes(router, parts);
  conditionRoutes(router, parts);
  return router;
}
