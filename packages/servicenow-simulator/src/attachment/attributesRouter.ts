import { Router } from 'express';
import type { Request, Response } from 'express';
import { deleteRecord, insertRecord, updateRecord } from '../engine/records';
import { noRecordFound, Refusal } from '../engine/refusals';
import type { Row } from '../engine/types';
import { readFields } from '../http/body';
import { HttpContext, sessionFor } from '../http/context';
import { respond } from '../http/respond';

const TABLE = 'sys_attachment_attributes';

type Params = { sysId: string; key?: string };

/** Keys and values that clients keep with an attachment. @internal */
export function createAttributesRouter(
  { instance }: HttpContext,
  findAttachment: (res: Response, sysId: string) => Row,
): Router {
  const router = Router({ mergeParams: true });

  const attributesOf = (req: Request, res: Response): Row[] => {
    const { sys_id: id } = findAttachment(res, (req.params as Params).sysId);
    return instance.store.rows(TABLE).filter(row => row.attachment === id);
  };
  const find = (req: Request, res: Response): Row => {
    const { key } = req.params as Params;
    const found = attributesOf(req, res).find(row => row.key === key);
    if (!found) {
      throw noRecordFound();
    }
    return found;
  };
  const send = (
    req: Request,
    res: Response,
    { status, row }: { status: number; row: Row },
  ) =>
    respond(req, res, {
      status,
      body: { result: { key: row.key, value: row.value } },
    });
  const remove = (res: Response, row: Row) =>
    deleteRecord({ instance, session: sessionFor(res), table: TABLE }, row);

  router.get('/', (req, res) => {
    const result = attributesOf(req, res).map(({ key, value }) => ({
      key,
      value,
    }));
    respond(req, res, { status: 200, body: { result } });
  });
  router.get('/:key', (req, res) => {
    send(req, res, { status: 200, row: find(req, res) });
  });
  router.post('/', (req, res) => {
    const { sys_id: attachment } = findAttachment(
      res,
      (req.params as Params).sysId,
    );
    const { key, value } = readFields(req);
    if (!key) {
      throw new Refusal(400, 'Missing required parameter', 'key is required');
    }
    const row = insertRecord({
      instance,
      session: sessionFor(res),
      table: TABLE,
      values: { attachment, key, value },
    });
    send(req, res, { status: 201, row });
  });
  router.put('/:key', (req, res) => {
    const { value } = readFields(req);
    const row = updateRecord(
      { instance, session: sessionFor(res), table: TABLE, values: { value } },
      find(req, res),
    );
    send(req, res, { status: 200, row });
  });
  router.delete('/:key', (req, res) => {
    remove(res, find(req, res));
    res.status(204).end();
  });
  router.delete('/', (req, res) => {
    attributesOf(req, res).forEach(row => remove(res, row));
    res.status(204).end();
  });
  return router;
}
