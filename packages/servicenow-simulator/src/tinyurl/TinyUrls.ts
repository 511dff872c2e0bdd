import type { Request, RequestHandler } from 'express';
import { Router } from 'express';
import { Refusal } from '../engine/refusals';
import { newSysId } from '../engine/sysId';
import { readFields } from '../http/body';
import { parameters } from '../http/parameters';
import { respond } from '../http/respond';

const PARAMETER = 'sysparm_tiny';

/**
 * Short stand-ins for the parameters of long addresses: `POST /api/now/tinyurl` keeps an address and tells a key, and
 * `sysparm_tiny` with that key stands for the parameters of that address.
 *
 * @internal
 */
export class TinyUrls {
  readonly #queries = new Map<string, string>();

  readonly router: Router = Router().post('/', (req, res) => {
    const { url } = readFields(req);
    if (typeof url !== 'string' || url === '') {
      throw new Refusal(400, 'Missing parameter url', null);
    }
    const [path, query = ''] = url.split(/\?(.*)/s);
    const key = newSysId();
    this.#queries.set(key, query);
    const table = path.split('/').filter(Boolean).pop() ?? '';
    const result = `${table}_list.do?${PARAMETER}=${key}`;
    respond(req, res, { status: 201, body: { result } });
  });

  /** Puts the parameters a key stands for in place of the key. */
  readonly expand: RequestHandler = (req, _res, next) => {
    const query = this.#find(req);
    if (query !== undefined) {
      const [path] = req.originalUrl.split('?');
      req.originalUrl = `${path}?${query}`;
    }
    next();
  };

  clear(): void {
    this.#queries.clear();
  }

  #find(req: Request): string | undefined {
    return req.originalUrl.includes(`${PARAMETER}=`)
      ? this.#queries.get(parameters(req).get(PARAMETER) ?? '')
      : undefined;
  }
}
