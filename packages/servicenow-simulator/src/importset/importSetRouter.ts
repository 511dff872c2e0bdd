import { Router } from 'express';
import type { Request, Response } from 'express';
import { insertRecord, updateRecord } from '../engine/records';
import {
  invalidTable,
  noRecordFound,
  operationFailed,
  Refusal,
} from '../engine/refusals';
import type { Row } from '../engine/types';
import { checkPayloadSize, readFields } from '../http/body';
import { HttpContext, sessionFor } from '../http/context';
import { baseUrl } from '../http/parameters';
import { respond } from '../http/respond';
import { TransformResult, transformRow } from './transform';

const ROW_TABLE = 'sys_import_set_row';

/** The Import Set API: rows go to a staging table and from there, through its transform maps, to their targets. @internal */
export function createImportSetRouter(http: HttpContext): Router {
  const { instance, access } = http;
  const router = Router();

  const stagingTable = (req: Request): string => {
    const { stagingTable: table } = req.params;
    if (!instance.dictionary.isA(table, ROW_TABLE)) {
      throw invalidTable(table);
    }
    return table;
  };

  const startSet = (res: Response, table: string): Row => {
    const session = sessionFor(res);
    if (!access.allows(session, 'create', table)) {
      throw operationFailed(
        'ACL Exception Insert Failed due to security constraints',
      );
    }
    return insertRecord({
      instance,
      session,
      table: 'sys_import_set',
      values: { table_name: table, state: 'processed' },
    });
  };

  const stage = (where: {
    req: Request;
    res: Response;
    table: string;
    importSet: Row;
    values: Record<string, unknown>;
  }) => {
    const { req, res, table, importSet, values } = where;
    const session = sessionFor(res);
    const staged = insertRecord({
      instance,
      session,
      table,
      values: { ...values, sys_import_set: importSet.sys_id },
    });
    const results = transformRow(
      { instance, session, linkBase: `${baseUrl(req)}/api/now/table` },
      table,
      staged,
    );
    const [first] = results as (TransformResult | undefined)[];
    updateRecord(
      {
        instance,
        session,
        table,
        values: {
          sys_import_state: first?.status ?? 'pending',
          sys_target_table: first?.table,
          sys_target_sys_id: first?.sys_id,
          sys_row_error: first?.error_message,
        },
      },
      staged,
    );
    return { staged, results };
  };

  router.post('/:stagingTable', (req, res) => {
    checkPayloadSize(req);
    const table = stagingTable(req);
    const values = readFields(req);
    const importSet = startSet(res, table);
    const { staged, results } = stage({ req, res, table, importSet, values });
    res.set(
      'Location',
      `${baseUrl(req)}/api/now/import/${table}/${staged.sys_id}`,
    );
    respond(req, res, {
      status: 201,
      body: {
        import_set: importSet.number,
        staging_table: table,
        result: results,
      },
    });
  });

  router.post('/:stagingTable/insertMultiple', (req, res) => {
    checkPayloadSize(req);
    const table = stagingTable(req);
    const { records } = readFields(req);
    if (!Array.isArray(records)) {
      throw new Refusal(
        400,
        'Exception while reading request',
        'The payload has no records.',
      );
    }
    const importSet = startSet(res, table);
    for (const values of records as Record<string, unknown>[]) {
      stage({ req, res, table, importSet, values });
    }
    respond(req, res, {
      status: 201,
      body: {
        import_set_id: importSet.sys_id,
        multi_import_set_id: importSet.sys_id,
      },
    });
  });

  router.get('/:stagingTable/:sysId', (req, res) => {
    const table = stagingTable(req);
    const found = instance.store.get(table, req.params.sysId);
    if (!found || !access.allows(sessionFor(res), 'read', table)) {
      throw noRecordFound();
    }
    const { row } = found;
    const target = row.sys_target_table
      ? instance.store.get(row.sys_target_table, row.sys_target_sys_id)
      : undefined;
    const display = target && instance.dictionary.displayColumn(target.table);
    respond(req, res, {
      status: 200,
      body: {
        import_set:
          instance.store.get('sys_import_set', row.sys_import_set)?.row
            .number ?? '',
        staging_table: table,
        result: [
          {
            transform_map:
              instance.store
                .rows('sys_transform_map')
                .find(map => map.source_table === table)?.name ?? '',
            table: row.sys_target_table ?? '',
            display_name: display ?? '',
            display_value: (display && target.row[display]) ?? '',
            record_link: target
              ? `${baseUrl(req)}/api/now/table/${row.sys_target_table}/${
                  row.sys_target_sys_id
                }`
              : '',
            status: row.sys_import_state,
            sys_id: row.sys_target_sys_id ?? '',
          },
        ],
      },
    });
  });

  return router;
}
