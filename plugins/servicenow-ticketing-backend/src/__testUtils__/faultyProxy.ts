import http from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What goes wrong with a call: `cut` breaks the connection, `hang` never answers; an object is answered instead.
 * `before` the call does not get through, `after` it does, and only its answer is lost; `late` it gets through only
 * when told, long after its caller has given up.
 */
export interface Fault {
  when: 'before' | 'after' | 'late';
  what:
    | 'cut'
    | 'hang'
    | { status: number; body: string; headers?: Record<string, string> };
}

/** A call that came in. */
export interface SeenCall {
  method: string;
  path: string;
  body: string;
}

/** Stands between the client and a ServiceNow, and makes calls fail as told. */
export interface FaultyProxy {
  url: string;
  calls: SeenCall[];
  /** The next calls that match fail, one for each fault. */
  fail(match: (call: SeenCall) => boolean, ...faults: Fault[]): void;
  /** Calls that are late get through now. */
  letThrough(): Promise<void>;
  /** Everything gets through again. */
  heal(): void;
  stop(): Promise<void>;
}

export async function createFaultyProxy(target: string): Promise<FaultyProxy> {
  const calls: SeenCall[] = [];
  let late: (() => Promise<unknown>)[] = [];
  let planned: { match: (call: SeenCall) => boolean; faults: Fault[] }[] = [];

  const server = http.createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) {
      chunks.push(chunk);
    }
    const body = Buffer.concat(chunks);
    const call = {
      method: req.method!,
      path: decodeURIComponent(req.url!.replace(/\+/g, ' ')),
      body: body.toString('utf8'),
    };
    calls.push(call);
    const fault = planned
      .find(({ match, faults }) => faults.length > 0 && match(call))
      ?.faults.shift();
    if (fault?.when === 'late') {
      late.push(() => forward(`${target}${req.url}`, req, body));
    }
    if (fault && fault.when !== 'after') {
      fail(req, res, fault.what);
      return;
    }
    const answer = await forward(`${target}${req.url}`, req, body);
    if (fault) {
      fail(req, res, fault.what);
      return;
    }
    res.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    fail: (match, ...faults) => {
      planned.push({ match, faults });
    },
    letThrough: async () => {
      const calling = late.map(call => call());
      late = [];
      await Promise.all(calling);
    },
    heal: () => {
      planned = [];
    },
    stop: () =>
      new Promise(done => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}

function fail(
  req: http.IncomingMessage,
  res: http.ServerResponse,
  what: Fault['what'],
): void {
  if (what === 'cut') {
    req.socket.destroy();
  } else if (what !== 'hang') {
    res
      .writeHead(what.status, {
        'Content-Type': 'application/json',
        ...what.headers,
      })
      .end(what.body);
  }
}

function forward(
  url: string,
  req: http.IncomingMessage,
  body: Buffer,
): Promise<{
  status: number;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}> {
  return new Promise((resolve, reject) => {
    const { host, connection, ...headers } = req.headers;
    const call = http.request(
      url,
      { method: req.method, headers, agent: false },
      async res => {
        const chunks: Buffer[] = [];
        for await (const chunk of res) {
          chunks.push(chunk);
        }
        const { 'transfer-encoding': _, ...rest } = res.headers;
        resolve({
          status: res.statusCode!,
          headers: rest,
          body: Buffer.concat(chunks),
        });
      },
    );
    call.on('error', reject).end(body);
  });
}
