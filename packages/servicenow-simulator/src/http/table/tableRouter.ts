import { Router } from 'express';
import type { Request, Response } from 'express';
import { fromDisplayValues } from '../../engine/inputDisplay';
import { deleteRecord, insertRecord, updateRecord } from '../../engine/records';
import {
  invalidTable,
  noRecordFound,
  operationFailed,
} from '../../engine/refusals';
import type { Row } from '../../engine/types';
import { checkPayloadSize, readFields } from '../body';
import { HttpContext, sessionFor, versionSegment } from '../context';
import { baseUrl, isTrue, parameters } from '../parameters';
import { respond } from '../respond';
import { linkHeader, readPage } from './paging';
import { displayMode, Presentation, presentRecord } from './present';
import { selectRows } from './select';

/** Reads what every call of the Table API has in common. */
function readCall(context: HttpContext, req: Request, res: Response) {
  const { table } = req.params;
  if (!context.instance.dictionary.has(table)) {
    throw invalidTable(table);
  }
  const params = parameters(req);
  const session = sessionFor(res);
  const fieldList = params.get('sysparm_fields') ?? '';
  const fields = fieldList
    .split(',')
    .map(name => name.trim())
    .filter(Boolean);
  const presentation: Presentation = {
    ...context,
    session,
    mode: displayMode(params.get('sysparm_display_value')),
    excludeLinks: isTrue(params.get('sysparm_exclude_reference_link')),
    fields: fields.length > 0 ? fields : undefined,
    linkBase: `${baseUrl(req)}/api/now${versionSegment(req)}/table`,
  };
  return { ...context, table, params, session, presentation };
}

type Call = ReturnType<typeof readCall>;

function readValues(call: Call, req: Request): Record<string, unknown> {
  checkPayloadSize(req);
  const values = readFields(req);
  return isTrue(call.params.get('sysparm_input_display_value'))
    ? fromDisplayValues(call, values)
    : values;
}

function findReadable(call: Call, sysId: string): { table: string; row: Row } {
  const { instance, access, session, table } = call;
  const found = instance.store.get(table, sysId);
  if (
    !found ||
    !access.allows(session, 'read', table) ||
    !access.allowsRow(session, found.table, found.row)
  ) {
    throw noRecordFound();
  }
  return found;
}

function refuse(operation: 'Insert' | 'Update' | 'Delete') {
  return operationFailed(
    `ACL Exception ${operation} Failed due to security constraints`,
  );
}

/**
 * The Table API on any table of the dictionary: list, read, create, change, delete.
 *
 * @internal
 */
export function createTableRouter(context: HttpContext): Router {
  const router = Router();

  router.get('/:table', (req, res) => {
    const call = readCall(context, req, res);
    const { params, access, session, table } = call;
    const page = readPage(params);
    const rows = selectRows(call);
    // Access controls apply after the limit, so a page may be shorter than asked for.
    const shown = rows
      .slice(page.offset, page.offset + page.limit)
      .filter(row => access.allowsRow(session, table, row));
    if (!isTrue(params.get('sysparm_no_count'))) {
      res.set('X-Total-Count', String(rows.length));
    }
    const link = linkHeader(req, page, rows.length);
    if (link && !isTrue(params.get('sysparm_suppress_pagination_header'))) {
      res.set('Link', link);
    }
    if (shown.length === 0 && versionSegment(req) === '/v1') {
      throw noRecordFound();
    }
    const result = shown.map(row =>
      presentRecord(call.presentation, table, row),
    );
    respond(req, res, { status: 200, body: { result } });
  });

  router.get('/:table/:sysId', (req, res) => {
    const call = readCall(context, req, res);
    const { row } = findReadable(call, req.params.sysId);
    const result = presentRecord(call.presentation, call.table, row);
    respond(req, res, { status: 200, body: { result } });
  });

  router.post('/:table', (req, res) => {
    const call = readCall(context, req, res);
    const { instance, session, table, access, params } = call;
    if (!access.allows(session, 'create', table)) {
      throw refuse('Insert');
    }
    const row = insertRecord({
      instance,
      session,
      table,
      values: readValues(call, req),
      keepSystemFields: isTrue(params.get('sysparm_suppress_auto_sys_field')),
    });
    res.set('Location', `${call.presentation.linkBase}/${table}/${row.sys_id}`);
    const result = presentRecord(call.presentation, table, row);
    respond(req, res, { status: 201, body: { result } });
  });

  const change = (req: Request, res: Response) => {
    const call = readCall(context, req, res);
    const { instance, session, access, params } = call;
    const found = findReadable(call, req.params.sysId);
    if (!access.allows(session, 'write', found.table)) {
      throw refuse('Update');
    }
    const row = updateRecord(
      {
        instance,
        session,
        table: found.table,
        values: readValues(call, req),
        keepSystemFields: isTrue(params.get('sysparm_suppress_auto_sys_field')),
      },
      found.row,
    );
    const result = presentRecord(call.presentation, call.table, row);
    respond(req, res, { status: 200, body: { result } });
  };
  router.put('/:table/:sysId', change);
  router.patch('/:table/:sysId', change);

  router.delete('/:table/:sysId', (req, res) => {
    const call = readCall(context, req, res);
    const { instance, session, access } = call;
    const found = findReadable(call, req.params.sysId);
    if (!access.allows(session, 'delete', found.table)) {
      throw refuse('Delete');
    }
    deleteRecord({ instance, session, table: found.table }, found.row);
    res.status(204).end();
  });

  return router;
}
