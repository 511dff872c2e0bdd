import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { demoFile, readJson, startPortal } from '../__testUtils__/portal';
import { TicketingEndpoint } from '../report/TicketingEndpoint';
import { report, type ReportOptions } from './report';

jest.setTimeout(60_000);

const BIN = resolve(
  __dirname,
  '../../bin/backstage-plugin-servicenow-ticketing-cli',
);

const TAKEN = {
  delivery_id: 1,
  created: 0,
  updated: 0,
  reopened: 0,
  resolved: 0,
  ignored: 0,
  unmatched: 0,
  errors: [],
};

describe('report', () => {
  let folder: string;
  let server: Server | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'report-'));
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true });
    await new Promise(done => (server ? server.close(done) : done(undefined)));
    server = undefined;
  });

  const file = (name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const options = (change: Partial<ReportOptions> = {}): ReportOptions => ({
    source: 'warehouse',
    url: 'http://127.0.0.1:1',
    token: 'a-token',
    retries: 0,
    dryRun: false,
    ...change,
  });
  const listen = async (listener: RequestListener) => {
    server = createServer(listener);
    await new Promise<void>(done => server!.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const answering = (status: number, body: unknown) =>
    listen((req, res) => {
      req.resume();
      req.on('end', () => {
        res.writeHead(status, { 'content-type': 'application/json' });
        res.end(JSON.stringify(body));
      });
    });

  it('tells the portal of a dbt run, once however often it is called', async () => {
    const portal = await startPortal();
    try {
      const args = [
        'report',
        demoFile('run_results.json'),
        '--manifest',
        demoFile('manifest.json'),
        '--source',
        'warehouse',
      ];
      const env = {
        ...process.env,
        TICKETING_URL: portal.url,
        TICKETING_INGEST_TOKEN: portal.token,
      };
      const run = () =>
        new Promise<string>((done, failed) => {
          execFile(process.execPath, [BIN, ...args], { env }, (error, stdout) =>
            error ? failed(error) : done(stdout),
          );
        });
      expect(await run()).toMatch(/run_results\.json: [1-9]\d* new, 0 again/);
      const [anomaly] = await portal.anomalies();
      expect(anomaly).toMatchObject({ condition: 'failing' });
      expect(await run()).toMatch(/run_results\.json: 0 new, 0 again/);
    } finally {
      await portal.stop();
    }
  });

  it('sends the JSON of any tool as it is, zipped, with the token', async () => {
    const seen: { headers: object; body: unknown }[] = [];
    const url = await listen((req, res) => {
      const chunks: Buffer[] = [];
      req.on('data', chunk => chunks.push(chunk));
      req.on('end', () => {
        seen.push({
          headers: req.headers,
          body: JSON.parse(gunzipSync(Buffer.concat(chunks)).toString()),
        });
        res.writeHead(202).end(JSON.stringify(TAKEN));
      });
    });
    const soda = { hasErrors: false, checks: [{ name: 'rows' }] };
    await report([file('scan.json', JSON.stringify(soda))], options({ url }));
    expect(seen).toEqual([
      {
        headers: expect.objectContaining({
          authorization: 'Bearer a-token',
          'content-encoding': 'gzip',
        }),
        body: soda,
      },
    ]);
  });

  it('tries again while the portal is away, and not when it refuses', async () => {
    let calls = 0;
    const url = await listen((req, res) => {
      req.resume();
      req.on('end', () => {
        calls += 1;
        if (calls === 1) {
          req.socket.destroy();
        } else if (calls === 2) {
          res.writeHead(503, { 'retry-after': '0' }).end();
        } else if (calls === 3) {
          res.writeHead(202).end(JSON.stringify(TAKEN));
        } else {
          res
            .writeHead(400)
            .end(JSON.stringify({ error: { message: 'results: is missing' } }));
        }
      });
    });
    const scan = file('scan.json', '{}');
    const endpoint = new TicketingEndpoint({
      ...options({ url, retries: 3 }),
      firstWait: 1,
    });
    await expect(endpoint.send('warehouse', {})).resolves.toMatchObject({
      created: 0,
    });
    await endpoint.close();
    expect(calls).toBe(3);
    await expect(report([scan], options({ url, retries: 3 }))).rejects.toThrow(
      'The portal did not take the results of warehouse (status 400): results: is missing',
    );
    expect(calls).toBe(4);
  });

  it.each([
    [401, /TICKETING_INGEST_TOKEN/],
    [403, /servicenow-ticketing\.anomaly\.ingest/],
    [413, /status 413\): too much/],
  ])('says what to do about a %d', async (status, words) => {
    const url = await answering(status, { error: { message: 'too much' } });
    await expect(
      report([file('scan.json', '{}')], options({ url })),
    ).rejects.toThrow(words);
  });

  it('says so when something else answers at the address', async () => {
    const url = await answering(202, { hello: 'world' });
    await expect(
      report([file('scan.json', '{}')], options({ url })),
    ).rejects.toThrow(/answers, but not as the portal does.*--url/);
  });

  it('says what cannot be reached', async () => {
    await expect(report([file('scan.json', '{}')], options())).rejects.toThrow(
      /http:\/\/127\.0\.0\.1:1\/.* cannot be reached.*--url/,
    );
  });

  it.each([
    ['missing.json', undefined, /missing\.json: there is no such file/],
    ['cut.json', '{"results": [', /cut\.json is not JSON.*stopped/],
    ['one.json', '42', /one\.json holds a single value/],
  ])('sends nothing when %s is wrong', async (name, content, words) => {
    const good = file('good.json', '{}');
    const path =
      content === undefined ? join(folder, name) : file(name, content);
    await expect(report([good, path], options())).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(words),
    });
  });

  it('refuses a manifest beside what is not of dbt, and an address that is none', async () => {
    const manifest = demoFile('manifest.json');
    await expect(
      report([file('scan.json', '{}')], options({ manifest })),
    ).rejects.toThrow(/scan\.json is neither.*Leave it out/);
    await expect(
      report([file('scan.json', '{}')], options({ url: 'portal' })),
    ).rejects.toThrow(/--url portal: is not an address/);
  });

  it('says what it would send, and sends nothing', async () => {
    const [line] = await report(
      [demoFile('run_results.json')],
      options({ manifest: demoFile('manifest.json'), dryRun: true }),
    );
    expect(line).toMatch(/kB for source warehouse; nothing was sent$/);
    expect(readJson(demoFile('run_results.json')).results).not.toEqual([]);
  });

  it('names the items that the portal could not use', async () => {
    const url = await answering(202, {
      ...TAKEN,
      created: 1,
      unmatched: 1,
      errors: [{ index: 3, reason: 'unique_id: is missing' }],
    });
    expect(await report([file('s.json', '{}')], options({ url }))).toEqual([
      expect.stringContaining('1 new'),
      expect.stringContaining('1 of them belong to no catalog entity'),
      '  item 3 was left out: unique_id: is missing',
    ]);
  });
});
