import { Router } from 'express';
import type { Request, Response } from 'express';
import { deleteRecord, insertRecord, updateRecord } from '../engine/records';
import {
  invalidTable,
  noRecordFound,
  operationFailed,
} from '../engine/refusals';
import type { AccessOperation } from '../access/types';
import { checkPayloadSize, readFields } from '../http/body';
import { HttpContext, sessionFor, versionSegment } from '../http/context';
import { baseUrl, parameters } from '../http/parameters';
import { respond } from '../http/respond';
import { readPage } from '../http/table/paging';
import { selectRows } from '../http/table/select';
import { presentItem } from './presentItem';

const RELATIONS = 'cmdb_rel_ci';

interface Relation {
  type?: unknown;
  target?: unknown;
}

function asFields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function asRelations(value: unknown): Relation[] {
  return Array.isArray(value) ? value.map(asFields) : [];
}

/**
 * The CMDB Instance API: configuration items by class, with their attributes and relations.
 *
 * @internal
 */
export function createCmdbInstanceRouter(http: HttpContext): Router {
  const { instance, access } = http;
  const router = Router();

  const classOf = (req: Request): string => {
    const { table } = req.params;
    if (!instance.dictionary.isA(table, 'cmdb')) {
      throw invalidTable(table);
    }
    return table;
  };
  const check = (res: Response, operation: AccessOperation, table: string) => {
    if (!access.allows(sessionFor(res), operation, table)) {
      throw operationFailed(
        `ACL Exception ${
          operation === 'create' ? 'Insert' : 'Update'
        } Failed due to security constraints`,
      );
    }
  };
  const find = (req: Request, res: Response) => {
    const table = classOf(req);
    const found = instance.store.get(table, req.params.sysId);
    if (!found || !access.allows(sessionFor(res), 'read', found.table)) {
      throw noRecordFound();
    }
    return found;
  };
  const answer = (
    req: Request,
    res: Response,
    item: { status: number; table: string; sysId: string },
  ) => {
    const found = instance.store.get(item.table, item.sysId);
    if (!found) {
      throw noRecordFound();
    }
    const linkBase = `${baseUrl(req)}/api/now${versionSegment(req)}/table`;
    const result = presentItem({ instance, ...found, linkBase });
    respond(req, res, { status: item.status, body: { result } });
  };
  const relate = (res: Response, sysId: string, body: unknown) => {
    const fields = asFields(body);
    const session = sessionFor(res);
    const add = (ends: { parent: unknown; child: unknown; type: unknown }) =>
      insertRecord({ instance, session, table: RELATIONS, values: ends });
    for (const { type, target } of asRelations(fields.outbound_relations)) {
      add({ parent: sysId, child: target, type });
    }
    for (const { type, target } of asRelations(fields.inbound_relations)) {
      add({ parent: target, child: sysId, type });
    }
  };

  router.get('/:table', (req, res) => {
    const table = classOf(req);
    const params = parameters(req);
    const page = readPage(params);
    const rows = selectRows({
      ...http,
      session: sessionFor(res),
      table,
      params,
    });
    const result = rows
      .slice(page.offset, page.offset + page.limit)
      .map(row => ({ sys_id: row.sys_id, name: row.name }));
    respond(req, res, { status: 200, body: { result } });
  });

  router.get('/:table/:sysId', (req, res) => {
    const { table, row } = find(req, res);
    answer(req, res, { status: 200, table, sysId: row.sys_id });
  });

  router.post('/:table', (req, res) => {
    const table = classOf(req);
    check(res, 'create', table);
    checkPayloadSize(req);
    const body = readFields(req);
    const { sys_id: sysId } = insertRecord({
      instance,
      session: sessionFor(res),
      table,
      values: asFields(body.attributes),
    });
    relate(res, sysId, body);
    answer(req, res, { status: 201, table, sysId });
  });

  const change = (req: Request, res: Response) => {
    const { table, row } = find(req, res);
    check(res, 'write', table);
    checkPayloadSize(req);
    const values = asFields(readFields(req).attributes);
    const session = sessionFor(res);
    updateRecord({ instance, session, table, values }, row);
    answer(req, res, { status: 200, table, sysId: row.sys_id });
  };
  router.put('/:table/:sysId', change);
  router.patch('/:table/:sysId', change);

  router.post('/:table/:sysId/relation', (req, res) => {
    const { table, row } = find(req, res);
    check(res, 'create', RELATIONS);
    relate(res, row.sys_id, readFields(req));
    answer(req, res, { status: 201, table, sysId: row.sys_id });
  });

  router.delete('/:table/:sysId/relation/:relationId', (req, res) => {
    const { row } = find(req, res);
    check(res, 'delete', RELATIONS);
    const relation = instance.store.get(RELATIONS, req.params.relationId)?.row;
    if (!relation || ![relation.parent, relation.child].includes(row.sys_id)) {
      throw noRecordFound();
    }
    const session = sessionFor(res);
    deleteRecord({ instance, session, table: RELATIONS }, relation);
    res.status(204).end();
  });

  return router;
}
