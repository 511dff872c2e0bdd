import { Router } from 'express';
import type { Express, NextFunction, Request, Response } from 'express';
import { InternalRequests } from './InternalRequests';
import { STATUS_CODES } from 'node:http';
import { Refusal } from '../engine/refusals';
import { checkPayloadSize, readFields } from '../http/body';
import { respond } from '../http/respond';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const;

interface BatchItem {
  id?: string | number;
  url?: string;
  method?: string;
  headers?: { name: string; value: string }[];
  body?: string;
  exclude_response_headers?: boolean | string;
}

function headersOf(item: BatchItem, outer: Request): Record<string, string> {
  const headers: Record<string, string> = {
    host: outer.headers.host ?? 'localhost',
    // Links in the answers begin as those outside the batch do.
    'x-forwarded-proto': outer.protocol,
  };
  // Each request of the batch runs as who sent the batch.
  for (const name of ['authorization', 'x-sn-apikey', 'cookie']) {
    const value = outer.headers[name];
    if (typeof value === 'string') {
      headers[name] = value;
    }
  }
  for (const { name, value } of item.headers ?? []) {
    headers[name.toLowerCase()] = value;
  }
  return headers;
}

/** Some clients send whole addresses; only path and query matter. */
function pathOf(url: string): string {
  if (!/^https?:/i.test(url)) {
    // Spaces of a query may come as they are, which a request line cannot hold.
    return url.replaceAll(' ', '%20');
  }
  const { pathname, search } = new URL(url);
  return pathname + search;
}

async function serve(
  requests: InternalRequests,
  item: BatchItem,
  outer: Request,
) {
  const started = process.hrtime.bigint();
  const method = METHODS.find(name => name === item.method?.toUpperCase());
  const response = await requests.send({
    method: method ?? 'GET',
    path: pathOf(item.url ?? '/'),
    headers: headersOf(item, outer),
    body: item.body ? Buffer.from(item.body, 'base64') : undefined,
  });
  const excludeHeaders = String(item.exclude_response_headers) === 'true';
  const headers = Object.entries(response.headers)
    .filter(([name]) => name !== 'set-cookie')
    .map(([name, value]) => ({ name, value: String(value) }));
  return {
    id: String(item.id ?? ''),
    body: response.body.toString('base64'),
    status_code: response.status,
    status_text: STATUS_CODES[response.status] ?? '',
    headers: excludeHeaders ? [] : headers,
    execution_time: Number((process.hrtime.bigint() - started) / 1_000_000n),
  };
}

function readItems(fields: Record<string, unknown>): BatchItem[] {
  if (!Array.isArray(fields.rest_requests)) {
    throw new Refusal(
      400,
      'Exception while reading request',
      'The payload has no rest_requests.',
    );
  }
  return fields.rest_requests as BatchItem[];
}

/** The Batch API: several requests in one, run one after the other. @internal */
export function createBatchRouter(app: () => Express): Router {
  const router = Router();
  const requests = new InternalRequests(app);
  const run = async (req: Request, res: Response) => {
    checkPayloadSize(req);
    const fields = readFields(req);
    const items = readItems(fields);
    const serviced = [];
    const unserviced: string[] = [];
    for (const item of items) {
      const isBatch = /\/batch\b/.test(item.url ?? '/batch');
      if (isBatch) {
        unserviced.push(String(item.id ?? ''));
      } else {
        serviced.push(await serve(requests, item, req));
      }
    }
    respond(req, res, {
      status: 200,
      body: {
        batch_request_id: String(fields.batch_request_id ?? ''),
        serviced_requests: serviced,
        unserviced_requests: unserviced,
      },
    });
  };
  router.post('/', (req: Request, res: Response, next: NextFunction) => {
    run(req, res).catch(next);
  });
  return router;
}
