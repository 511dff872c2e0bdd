import { doubtOf } from './doubtOf';
import { errorOfFailure } from './errorOfFailure';
import { errorOfAnswer } from './errors';

const instanceUrl = 'https://acme.service-now.com';
const failed = (code: string, timedOutAfter?: number) =>
  errorOfFailure(Object.assign(new Error(code), { code }), {
    instanceUrl,
    timedOutAfter,
  });
const answered = (
  status: number,
  body = '{"error":{"message":"no","detail":null},"status":"failure"}',
) =>
  errorOfAnswer({
    instanceUrl,
    status,
    body,
    contentType: body.startsWith('<') ? 'text/html' : 'application/json',
    now: new Date(),
  });

describe('doubtOf', () => {
  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])(
    'knows that nothing was sent after %s',
    code => expect(doubtOf(failed(code))).toBeUndefined(),
  );

  it.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT'])(
    'knows nothing after %s',
    code => expect(doubtOf(failed(code))).toBe('running'),
  );

  it('knows nothing when no answer came in time', () => {
    expect(doubtOf(failed('ABORT_ERR', 1_000))).toBe('running');
  });

  it.each([401, 403, 404, 429, 400, 407])(
    'takes status %s for a refusal',
    status => expect(doubtOf(answered(status))).toBeUndefined(),
  );

  it('believes that ServiceNow is done when it says so itself, and no gateway', () => {
    expect(doubtOf(answered(500))).toBe('ended');
    expect(doubtOf(answered(503))).toBe('ended');
    expect(doubtOf(answered(503, '<html>Bad gateway</html>'))).toBe('running');
    expect(doubtOf(answered(504, ''))).toBe('running');
  });

  it('knows that it may be done when the answer cannot be read', () => {
    expect(doubtOf(answered(200, '{"result":{'))).toBe('ended');
    expect(doubtOf(answered(201, '<html>login</html>'))).toBe('ended');
  });
});
