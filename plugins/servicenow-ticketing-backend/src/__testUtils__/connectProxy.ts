import http from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';
import { pipeline } from 'node:stream';

/** A proxy as companies have them: CONNECT for https, plain forwarding for http. */
export interface ConnectProxy {
  url: string;
  /** What it was asked for: `CONNECT host:port`, or the method and the whole URL. */
  seen: string[];
  stop(): Promise<void>;
}

/** Starts one; with credentials it refuses those who do not give them. */
export async function createConnectProxy(
  credentials?: string,
): Promise<ConnectProxy> {
  const seen: string[] = [];
  const tunnels = new Set<Socket>();
  const isAllowed = (req: http.IncomingMessage) =>
    credentials === undefined ||
    req.headers['proxy-authorization'] ===
      `Basic ${Buffer.from(credentials).toString('base64')}`;

  const server = http.createServer((req, res) => {
    seen.push(`${req.method} ${req.url}`);
    if (!isAllowed(req)) {
      res.writeHead(407).end();
      return;
    }
    const { 'proxy-authorization': _, ...headers } = req.headers;
    const forwarded = http.request(
      req.url!,
      { method: req.method, headers, agent: false },
      answer => {
        res.writeHead(answer.statusCode!, answer.headers);
        pipeline(answer, res, () => undefined);
      },
    );
    pipeline(req, forwarded, () => undefined);
  });
  server.on('connect', (req: http.IncomingMessage, client: Socket) => {
    seen.push(`CONNECT ${req.url}`);
    client.on('error', () => undefined);
    if (!isAllowed(req)) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const { hostname, port } = new URL(`http://${req.url}`);
    const target = net.connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      pipeline(client, target, client, () => undefined);
    });
    target.on('error', () => client.destroy());
    tunnels.add(client).add(target);
  });
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', done);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    stop: () =>
      new Promise(done => {
        tunnels.forEach(tunnel => tunnel.destroy());
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
