import http from 'node:http';
import zlib from 'node:zlib';
import {
  createAnsweringServer,
  json,
  type Answer,
} from '../__testUtils__/answeringServer';
import { sendRequest, type RawRequest } from './sendRequest';

describe('sendRequest', () => {
  let server: Awaited<ReturnType<typeof createAnsweringServer>>;
  let agent: http.Agent;

  beforeEach(async () => {
    server = await createAnsweringServer();
    agent = new http.Agent({ keepAlive: true });
  });
  afterEach(async () => {
    agent.destroy();
    await server.stop();
  });

  const send = (change: Partial<RawRequest> = {}) =>
    sendRequest({
      url: `${server.url}/a?b=c`,
      method: 'GET',
      headers: { 'X-Test': '1' },
      agent,
      signal: new AbortController().signal,
      maxBytes: 1_000,
      ...change,
    });

  const withGzip =
    (content: Buffer): Answer =>
    res =>
      res.writeHead(200, { 'Content-Encoding': 'gzip' }).end(content);

  it('sends what it is told, and reads the answer whole', async () => {
    const bodies: string[] = [];
    const echo: Answer = (res, req) => {
      bodies.push(`${req.method} ${req.url} ${req.headers['content-length']}`);
      res.writeHead(418, { 'X-Answer': 'yes' }).write('é');
      setImmediate(() => res.end('ü'));
    };
    server.answer(echo);
    const answer = await send({ method: 'PATCH', body: 'ä' });
    expect(bodies).toEqual(['PATCH /a?b=c 2']);
    expect(answer).toMatchObject({
      status: 418,
      text: 'éü',
      headers: { 'x-answer': 'yes' },
    });
    expect(server.seen[0].headers).toMatchObject({ 'x-test': '1' });
  });

  it('unpacks what was packed', async () => {
    server.answer(withGzip(zlib.gzipSync('{"result":[]}')));
    expect((await send()).text).toBe('{"result":[]}');
    expect(server.seen[0].headers['accept-encoding']).toBe('gzip');
  });

  it.each<[string, Answer, object]>([
    [
      'cut before it begins',
      res => res.socket!.destroy(),
      { code: 'ECONNRESET' },
    ],
    [
      'cut though its length was told',
      res => {
        res.writeHead(200, { 'Content-Length': '100' }).write('{"result"');
        setImmediate(() => res.socket!.destroy());
      },
      { code: 'ECONNRESET' },
    ],
    [
      'cut in the middle of a chunk',
      res => {
        res.writeHead(200).write('{"result"');
        setImmediate(() => res.socket!.destroy());
      },
      { code: 'ECONNRESET' },
    ],
    [
      'larger than wanted',
      json(200, 'x'.repeat(1_001)),
      { code: 'ERR_ANSWER_TOO_LARGE' },
    ],
    [
      'larger than wanted once it is unpacked',
      withGzip(zlib.gzipSync('x'.repeat(100_000))),
      { code: 'ERR_ANSWER_TOO_LARGE' },
    ],
    [
      'packed badly',
      withGzip(zlib.gzipSync('x'.repeat(100)).subarray(0, 20)),
      { code: 'Z_BUF_ERROR' },
    ],
  ])('fails when an answer is %s', async (_, answer, error) => {
    server.answer(answer);
    await expect(send()).rejects.toMatchObject(error);
  });

  it('stops when it is told to, in the middle of an answer, too', async () => {
    const controller = new AbortController();
    server.answer(res => {
      res.writeHead(200).write('{"result"');
    });
    const statuses: number[] = [];
    const sent = sendRequest(
      {
        url: server.url,
        method: 'GET',
        headers: {},
        agent,
        signal: controller.signal,
        maxBytes: 1_000,
      },
      status => {
        statuses.push(status);
        controller.abort();
      },
    );
    await expect(sent).rejects.toMatchObject({ name: 'AbortError' });
    expect(statuses).toEqual([200]);
    await expect(send({ signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
