import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a call is answered. */
export type Answer = (
  res: http.ServerResponse,
  req: http.IncomingMessage,
) => void;

/** Answers with JSON; a string is sent as it is. */
export const json =
  (
    status: number,
    body: unknown,
    headers: Record<string, string> = {},
  ): Answer =>
  res =>
    res
      .writeHead(status, { 'Content-Type': 'application/json', ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body));

export const OK = json(200, { result: [] }, { 'X-Total-Count': '12' });
export const DOWN = json(503, { error: { message: 'down' } });
export const CUT: Answer = res => res.socket!.destroy();

/** A server that gives the answers it was told, one after the other, and then {@link OK}. */
export async function createAnsweringServer() {
  const seen: http.IncomingMessage[] = [];
  const sockets = new Set<unknown>();
  const arrivals: (() => void)[] = [];
  let answers: Answer[] = [];
  const server = http.createServer((req, res) => {
    seen.push(req);
    sockets.add(req.socket);
    req.resume().on('end', () => {
      (answers.shift() ?? OK)(res, req);
      arrivals.splice(0).forEach(arrive => arrive());
    });
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Calls that came, in order. */
    seen,
    /** Connections they came by. */
    sockets,
    answer(...next: Answer[]) {
      answers = next;
    },
    /** Until one more call has come. */
    arrival: () =>
      new Promise<void>(arrive => {
        arrivals.push(arrive);
      }),
    stop: () =>
      new Promise<void>(done => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
