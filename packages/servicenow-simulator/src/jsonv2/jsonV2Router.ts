import { Router } from 'express';
import type { Request, Response } from 'express';
import { deleteRecord, insertRecord, updateRecord } from '../engine/records';
import { noRecordFound, operationFailed, Refusal } from '../engine/refusals';
import type { Row } from '../engine/types';
import { checkPayloadSize, readFields } from '../http/body';
import { HttpContext, sessionFor } from '../http/context';
import { parameters } from '../http/parameters';
import { respond } from '../http/respond';
import { DisplayMode, presentRecord } from '../http/table/present';
import { selectRows } from '../http/table/select';

const DEFAULT_RECORDS = 10_000;

interface Call extends HttpContext {
  req: Request;
  res: Response;
  table: string;
  params: Map<string, string>;
  values: Record<string, unknown>;
}

type Records = Record<string, unknown>[];

function rowsOf(call: Call): Row[] {
  const { params, values, access, table } = call;
  const session = sessionFor(call.res);
  const sysId = params.get('sysparm_sys_id') ?? values.sysparm_sys_id;
  const query =
    sysId === undefined
      ? params.get('sysparm_query') ?? values.sysparm_query ?? ''
      : `sys_id=${String(sysId)}`;
  const rows = selectRows({
    ...call,
    session,
    params: new Map([['sysparm_query', String(query)]]),
  });
  return rows.filter(row => access.allowsRow(session, table, row));
}

function present(call: Call, row: Row): Record<string, unknown> {
  const { params, table } = call;
  const asked = params.get('displayvalue') ?? 'false';
  const mode: DisplayMode =
    asked === 'true' || asked === 'all' ? asked : 'false';
  const record = presentRecord(
    {
      ...call,
      session: sessionFor(call.res),
      mode: mode === 'all' ? 'false' : mode,
      excludeLinks: true,
      fields: undefined,
      linkBase: '',
    },
    table,
    row,
  );
  const display =
    mode === 'all'
      ? presentRecord(
          {
            ...call,
            session: sessionFor(call.res),
            mode: 'true',
            excludeLinks: true,
            fields: undefined,
            linkBase: '',
          },
          table,
          row,
        )
      : {};
  return {
    ...record,
    ...Object.fromEntries(
      Object.entries(display).map(([name, shown]) => [`dv_${name}`, shown]),
    ),
    __status: 'success',
  };
}

function check(call: Call, operation: 'create' | 'write' | 'delete') {
  if (!call.access.allows(sessionFor(call.res), operation, call.table)) {
    const word = { create: 'Insert', write: 'Update', delete: 'Delete' };
    throw operationFailed(
      `ACL Exception ${word[operation]} Failed due to security constraints`,
    );
  }
}

function insertOne(call: Call, values: Record<string, unknown>) {
  const { instance, table } = call;
  try {
    const row = insertRecord({
      instance,
      session: sessionFor(call.res),
      table,
      values,
    });
    return present(call, row);
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    return {
      ...values,
      __status: 'failure',
      __error: {
        message: `Invalid Insert into: ${table}`,
        reason: error.detail ?? error.message,
      },
    };
  }
}

function ownClass(call: Call, row: Row): string {
  return call.instance.store.get(call.table, row.sys_id)?.table ?? call.table;
}

function update(call: Call): Records {
  check(call, 'write');
  const { instance, values } = call;
  const session = sessionFor(call.res);
  return rowsOf(call).map(row => {
    const table = ownClass(call, row);
    return present(
      call,
      updateRecord({ instance, session, table, values }, row),
    );
  });
}

function remove(call: Call): Records {
  check(call, 'delete');
  const { instance } = call;
  const session = sessionFor(call.res);
  const rows = rowsOf(call);
  if (rows.length === 0) {
    throw noRecordFound();
  }
  return rows.map(row => {
    const removed = present(call, row);
    deleteRecord({ instance, session, table: ownClass(call, row) }, row);
    return removed;
  });
}

const ACTIONS: Partial<Record<string, (call: Call) => Records>> = {
  getRecords: call => {
    const limit = Number(
      call.params.get('sysparm_record_count') ?? DEFAULT_RECORDS,
    );
    return rowsOf(call)
      .slice(0, limit)
      .map(row => present(call, row));
  },
  get: call =>
    rowsOf(call)
      .slice(0, 1)
      .map(row => present(call, row)),
  insert: call => {
    check(call, 'create');
    return [insertOne(call, call.values)];
  },
  insertMultiple: call => {
    check(call, 'create');
    const { records } = call.values;
    return Array.isArray(records)
      ? (records as Records).map(values => insertOne(call, values))
      : [insertOne(call, call.values)];
  },
  update,
  deleteRecord: remove,
  deleteMultiple: remove,
};

/** The older JSON web service: `/incident.do?JSONv2&sysparm_action=getRecords`. Mounted behind authentication. @internal */
export function createJsonV2Router(http: HttpContext): Router {
  const router = Router();
  router.all('/:file', (req, res, next) => {
    const params = parameters(req);
    const table = req.params.file.replace(/(?:_list)?\.do$/, '');
    if (!http.instance.dictionary.has(table)) {
      next(new Refusal(400, `Invalid table ${table}`, null));
      return;
    }
    checkPayloadSize(req);
    const values = readFields(req);
    const fallback = req.method === 'POST' ? 'insert' : 'getRecords';
    const action =
      params.get('sysparm_action') ??
      (values.sysparm_action as string | undefined) ??
      fallback;
    const call: Call = { ...http, req, res, table, params, values };
    if (action === 'getKeys') {
      const records = rowsOf(call).map(row => row.sys_id);
      respond(req, res, { status: 200, body: { records } });
      return;
    }
    const run = ACTIONS[action];
    if (!run) {
      next(new Refusal(400, `Invalid action ${action}`, null));
      return;
    }
    respond(req, res, { status: 200, body: { records: run(call) } });
  });
  return router;
}

/** Whether a request is for the older JSON web service. @internal */
export function isJsonV2(req: Request): boolean {
  return (
    /^\/[a-z0-9_]+\.do$/.test(req.path) &&
    /[?&]JSON(?:v2)?(?:&|=|$)/.test(req.originalUrl)
  );
}
