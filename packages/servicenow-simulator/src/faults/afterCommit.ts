import type { Request, Response } from 'express';
import { FaultKind } from './types';

const CANCELLED = 'Transaction cancelled: maximum execution time exceeded';

/** The shape in which a quota hit in mid-stream leaves a body: an array cut short, then an error. */
function broken(body: string): string {
  const start = body.startsWith('{"result":[')
    ? body.slice(0, Math.max(11, Math.floor(body.length / 2)))
    : '{"result":[';
  return `${start}}""],"error":{"detail":"${CANCELLED}. Check logs for error trace.","message":"${CANCELLED}"},"status":"failure"}`;
}

/** Replaces how the answer is sent; the routes send each answer with one call of `end`. */
function replaceEnd(
  res: Response,
  send: (body: Buffer, end: (body?: string) => void) => void,
) {
  const end = res.end.bind(res);
  const replaced = (chunk?: unknown) => {
    const body = Buffer.isBuffer(chunk)
      ? chunk
      : Buffer.from(typeof chunk === 'string' ? chunk : '');
    res.end = end;
    send(body, text => end(text));
    return res;
  };
  res.end = replaced as typeof res.end;
}

/** Spoils the answer of a request that the instance has carried out. @internal */
export function afterCommit(
  kind: FaultKind,
  req: Request,
  res: Response,
): void {
  switch (kind) {
    case 'error_after_commit':
      replaceEnd(res, (_body, end) => {
        res.status(500).removeHeader('Location');
        res.set('Content-Type', 'application/json;charset=UTF-8');
        end(
          JSON.stringify({
            error: {
              message: CANCELLED,
              detail: `${CANCELLED} Check logs for error trace or enable glide.rest.debug property to verify REST request processing`,
            },
            status: 'failure',
          }),
        );
      });
      break;
    case 'reset_after_commit':
      replaceEnd(res, () => req.socket.destroy());
      break;
    case 'hang_after_commit':
      replaceEnd(res, () => undefined);
      break;
    case 'broken_json':
      replaceEnd(res, (body, end) => {
        res.status(200);
        end(broken(body.toString('utf8')));
      });
      break;
    case 'truncated':
      replaceEnd(res, body => {
        res.set('Content-Length', String(body.length));
        res.write(body.subarray(0, Math.floor(body.length / 2)));
        // The rest never comes: the client sees the connection end before Content-Length is reached.
        setImmediate(() => req.socket.destroy());
      });
      break;
    default:
      break;
  }
}
