import { Router } from 'express';
import type { NextFunction, Request, Response } from 'express';
import { deleteRecord, updateRecord } from '../engine/records';
import { noRecordFound, operationFailed, Refusal } from '../engine/refusals';
import type { Row } from '../engine/types';
import { rawBody, readFields } from '../http/body';
import { HttpContext, sessionFor, versionSegment } from '../http/context';
import { baseUrl, isTrue, parameters } from '../http/parameters';
import { respond } from '../http/respond';
import { linkHeader, readPage } from '../http/table/paging';
import { presentRecord } from '../http/table/present';
import { selectRows } from '../http/table/select';
import { AttachmentFiles, NewAttachment } from './AttachmentFiles';
import { createAttributesRouter } from './attributesRouter';
import { readUpload } from './upload';

const TABLE = 'sys_attachment';

function describe(http: HttpContext, req: Request, res: Response) {
  return (row: Row) => {
    const fields = presentRecord(
      {
        ...http,
        session: sessionFor(res),
        mode: 'false',
        excludeLinks: true,
        fields: undefined,
        linkBase: '',
      },
      TABLE,
      row,
    );
    return {
      ...fields,
      download_link: `${baseUrl(req)}/api/now/attachment/${row.sys_id}/file`,
    };
  };
}

function missingParameter(name: string) {
  return new Refusal(400, 'Missing required parameter', `${name} is required`);
}

/** Stores a file for a record that the user may see. */
function attach(
  http: HttpContext & { files: AttachmentFiles },
  res: Response,
  file: NewAttachment,
): Row {
  const { instance, access, files } = http;
  const session = sessionFor(res);
  for (const [name, value] of [
    ['table_name', file.tableName],
    ['table_sys_id', file.tableSysId],
    ['file_name', file.fileName],
  ]) {
    if (!value) {
      throw missingParameter(name);
    }
  }
  const target = instance.dictionary.has(file.tableName)
    ? instance.store.get(file.tableName, file.tableSysId)
    : undefined;
  if (!target || !access.allowsRow(session, target.table, target.row)) {
    throw noRecordFound();
  }
  if (
    !access.allows(session, 'create', TABLE) ||
    !access.allows(session, 'write', target.table)
  ) {
    throw operationFailed(
      'ACL Exception Insert Failed due to security constraints',
    );
  }
  return files.save(instance, session, file);
}

function sendFile(files: AttachmentFiles, res: Response, row: Row) {
  const name = encodeURIComponent(row.file_name);
  // Express would add a charset to the type that came with the file.
  res.setHeader('Content-Type', row.content_type || 'application/octet-stream');
  res
    .status(200)
    .set({
      'Content-Disposition': `attachment; filename*=UTF-8''${name}`,
      'X-Attachment-Metadata': JSON.stringify({
        sys_id: row.sys_id,
        size_bytes: row.size_bytes,
      }),
    })
    .end(files.content(row.sys_id));
}

/** The Attachment API. @internal */
export function createAttachmentRouter(
  http: HttpContext & { files: AttachmentFiles },
): Router {
  const { instance, access, files } = http;
  const router = Router();

  const find = (res: Response, sysId: string): Row => {
    const found = instance.store.get(TABLE, sysId);
    if (!found || !access.allows(sessionFor(res), 'read', TABLE)) {
      throw noRecordFound();
    }
    return found.row;
  };

  router.get('/', (req, res) => {
    const params = parameters(req);
    const page = readPage(params);
    const rows = selectRows({
      ...http,
      session: sessionFor(res),
      table: TABLE,
      params,
    });
    res.set('X-Total-Count', String(rows.length));
    const link = linkHeader(req, page, rows.length);
    if (link && !isTrue(params.get('sysparm_suppress_pagination_header'))) {
      res.set('Link', link);
    }
    const result = rows
      .slice(page.offset, page.offset + page.limit)
      .map(describe(http, req, res));
    respond(req, res, { status: 200, body: { result } });
  });

  const created = (req: Request, res: Response, row: Row) => {
    const api = `${baseUrl(req)}/api/now${versionSegment(req)}/attachment`;
    res.set('Location', `${api}/${row.sys_id}/file`);
    const result = describe(http, req, res)(row);
    respond(req, res, { status: 201, body: { result } });
  };

  router.post('/file', (req, res) => {
    const params = parameters(req);
    const row = attach(http, res, {
      tableName: params.get('table_name') ?? '',
      tableSysId: params.get('table_sys_id') ?? '',
      fileName: params.get('file_name') ?? '',
      contentType: req.get('content-type') ?? 'application/octet-stream',
      content: rawBody(req),
    });
    created(req, res, row);
  });

  const upload = async (req: Request, res: Response) => {
    const { fields, file } = await readUpload(req);
    if (!file) {
      throw missingParameter('uploadFile');
    }
    const row = attach(http, res, {
      tableName: fields.table_name ?? '',
      tableSysId: fields.table_sys_id ?? '',
      fileName: fields.file_name ?? file.name,
      contentType: file.contentType,
      content: file.content,
    });
    created(req, res, row);
  };
  router.post('/upload', (req: Request, res: Response, next: NextFunction) => {
    upload(req, res).catch(next);
  });

  router.get('/:sysId', (req, res) => {
    const result = describe(http, req, res)(find(res, req.params.sysId));
    respond(req, res, { status: 200, body: { result } });
  });

  router.get('/:sysId/file', (req, res) => {
    sendFile(files, res, find(res, req.params.sysId));
  });

  router.get('/:tableSysId/:fileName/file', (req, res) => {
    const { tableSysId, fileName } = req.params;
    const row = instance.store
      .find(TABLE, 'table_sys_id', tableSysId)
      .find(candidate => candidate.file_name === fileName);
    sendFile(files, res, find(res, row?.sys_id ?? ''));
  });

  router.patch('/:sysId', (req, res) => {
    const row = find(res, req.params.sysId);
    const session = sessionFor(res);
    if (!access.allows(session, 'write', TABLE)) {
      throw operationFailed(
        'ACL Exception Update Failed due to security constraints',
      );
    }
    const { file_name: fileName } = readFields(req);
    updateRecord(
      { instance, session, table: TABLE, values: { file_name: fileName } },
      row,
    );
    res.status(204).end();
  });

  router.use(
    '/:sysId/attributes',
    createAttributesRouter(http, (res, sysId) => find(res, sysId)),
  );

  router.delete('/:sysId', (req, res) => {
    const row = find(res, req.params.sysId);
    const session = sessionFor(res);
    if (!access.allows(session, 'delete', TABLE)) {
      throw operationFailed(
        'ACL Exception Delete Failed due to security constraints',
      );
    }
    deleteRecord({ instance, session, table: TABLE }, row);
    res.status(204).end();
  });

  return router;
}
