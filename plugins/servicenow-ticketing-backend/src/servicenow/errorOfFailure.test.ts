import { errorOfFailure } from './errorOfFailure';

describe('errorOfFailure', () => {
  const instanceUrl = 'https://acme.service-now.com';

  it.each([
    ['ECONNREFUSED', /^ServiceNow does not answer: the connection was refused/],
    ['ENOTFOUND', /there is no host of this name \(acme\.service-now\.com\)/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /NODE_EXTRA_CA_CERTS/],
    [undefined, /the connection failed/],
  ])('explains %s', (code, message) => {
    const error = errorOfFailure({ code }, { instanceUrl });
    expect(error).toMatchObject({ kind: 'Unreachable', retryable: true });
    expect(error.message).toMatch(message);
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
