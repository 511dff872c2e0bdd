import { errorOfFailure } from './errorOfFailure';

describe('errorOfFailure', () => {
  const instanceUrl = 'https://acme.service-now.com';

  it.each([
    ['ECONNREFUSED', /^ServiceNow does not answer: the connection was refused/],
    ['ENOTFOUND', /there is no host of this name \(acme\.service-now\.com\)/],
    ['ERR_SSL_WRONG_VERSION_NUMBER', /does not speak https .* instance URL/],
    ['ERR_SSL_NO_CIPHER_MATCH', /certificate of the instance/],
    [undefined, /the connection failed/],
  ])('explains %s', (code, message) => {
    const error = errorOfFailure({ code }, { instanceUrl });
    expect(error).toMatchObject({ kind: 'Unreachable', retryable: true });
    expect(error.message).toMatch(message);
  });

  it('explains an answer of absurd size', () => {
    expect(
      errorOfFailure({ code: 'ERR_ANSWER_TOO_LARGE' }, { instanceUrl }),
    ).toMatchObject({
      kind: 'BrokenAnswer',
      what: expect.stringContaining('is larger than any'),
    });
  });

  it('explains a timeout', () => {
    const error = errorOfFailure(new Error('aborted'), {
      instanceUrl,
      timedOutAfter: 30_000,
    });
    expect(error).toMatchObject({ kind: 'Timeout', retryable: true });
    expect(error.message).toMatch(
      /^ServiceNow does not answer: https:\/\/acme\.service-now\.com took longer than 30 s\. /,
    );
  });
});
