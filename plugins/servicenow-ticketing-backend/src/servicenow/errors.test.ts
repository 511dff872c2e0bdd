import {
  describeWithServiceNowSamples,
  readServiceNowSample,
} from '../__testUtils__/servicenowSamples';
import { errorOfAnswer, type FailedAnswer } from './errors';

const answer = (change: Partial<FailedAnswer>) =>
  errorOfAnswer({
    instanceUrl: 'https://acme.service-now.com',
    table: 'incident',
    status: 500,
    contentType: 'application/json;charset=UTF-8',
    body: '',
    now: new Date('2026-01-01T00:00:00Z'),
    ...change,
  });

describeWithServiceNowSamples('refusals that instances really send', () => {
  interface Sample {
    status: number;
    body?: { error?: { message?: string; detail?: string | null } | string };
    body_file?: string;
    body_contains?: string[];
    content_type?: string;
  }
  const meanings: [RegExp, string, boolean][] = [
    [/not authenticated|access_denied/i, 'Credentials', true],
    [/data policy/i, 'DataPolicy', false],
    [/aborted by Business Rule/i, 'BusinessRule', false],
    [/not authorized|acl exception|insufficient rights/i, 'Access', false],
    [/no record found/i, 'NotFound', false],
    [/invalid table/i, 'UnknownTable', false],
    [/invalid value|any resource|reading request/i, 'InvalidRequest', false],
    [/rate limit/i, 'RateLimit', true],
    [/hibernating/i, 'Asleep', true],
    [/"result": \[/, 'BrokenAnswer', true],
    [/transaction cancelled/i, 'Server', true],
  ];

  it('are told apart, each with a remedy', () => {
    const samples: Sample[] = readServiceNowSample('error_bodies.jsonl')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(samples.length).toBeGreaterThan(20);

    const seen = new Set<string>();
    for (const sample of samples) {
      const body =
        sample.body_contains?.join('\n') ??
        (sample.body_file
          ? readServiceNowSample(sample.body_file)
          : sample.body && JSON.stringify(sample.body));
      if (body === undefined) {
        continue; // A pattern of another sample's body, not a body.
      }
      const error = answer({
        status: sample.status,
        contentType: sample.content_type ?? 'application/json',
        body,
      });
      const [, kind, retryable] = meanings.find(([pattern]) =>
        pattern.test(body),
      )!;
      expect({ body, kind: error.kind, retryable: error.retryable }).toEqual({
        body,
        kind,
        retryable,
      });
      expect(error.name).toBe(`ServiceNow${kind}Error`);
      expect(error.message).toBe(`${error.what}. ${error.remedy}`);
      expect(error.remedy).not.toBe('');
      seen.add(kind);
    }
    expect([...seen].sort()).toEqual(
      [...new Set(meanings.map(([, kind]) => kind))].sort(),
    );
  });
});

describe('errorOfAnswer', () => {
  const refusal = (status: number, message: string, detail: string | null) =>
    answer({
      status,
      body: JSON.stringify({ error: { message, detail }, status: 'failure' }),
    });

  it('names the fields a data policy wants', () => {
    expect(
      refusal(
        403,
        'Operation Failed',
        'Data Policy Exception: \n\tThe following fields are mandatory: Resolution code, Close notes',
      ).message,
    ).toMatch(
      /^A data policy of ServiceNow wants values for: Resolution code, Close notes\. .*closeCode and closeNotes/,
    );
  });

  it('names the business rule, and explains the usual one', () => {
    expect(
      refusal(
        403,
        'Operation Failed',
        "Operation against file 'incident' was aborted by Business Rule 'Abort changes on group^6a2e'. Business Rule Stack:Abort changes on group",
      ).message,
    ).toBe(
      'The business rule "Abort changes on group" of ServiceNow refuses this. The person assigned must be a member of the assignment group: change one of them.',
    );
  });

  it('asks for the role itil, or for a wider scope', () => {
    expect(refusal(403, 'User Not Authorized', null).message).toMatch(
      /incident on https:\/\/acme\.service-now\.com .*Add the role itil/,
    );
    expect(
      refusal(403, 'x', 'Access to unscoped api is not allowed').remedy,
    ).toMatch(/OAuth client/);
  });

  it.each([
    ['90', 90_000],
    ['Thu, 01 Jan 2026 00:02:00 GMT', 120_000],
    ['999999', 3_600_000],
    ['soon', undefined],
    ['', undefined],
  ])('waits as "Retry-After: %s" says', (retryAfter, expected) => {
    expect(answer({ status: 429, body: '{}', retryAfter }).retryAfter).toBe(
      expected,
    );
  });

  it('reads when a rate limit is reset, where nothing says how long to wait', () => {
    const limited = { status: 429, body: '{}', rateLimitReset: '1767225690' };
    expect(answer(limited).retryAfter).toBe(90_000);
    expect(answer({ ...limited, retryAfter: '5' }).retryAfter).toBe(5_000);
    expect(
      answer({ ...limited, rateLimitReset: '5' }).retryAfter,
    ).toBeUndefined();
    expect(
      answer({ ...limited, rateLimitReset: 'soon' }).retryAfter,
    ).toBeUndefined();
  });

  it.each([
    [302, '', 'NotServiceNow'],
    [200, '<!DOCTYPE html><html>Log in</html>', 'NotServiceNow'],
    [404, '<html>Not found</html>', 'NotServiceNow'],
    [404, '', 'NotServiceNow'],
    [200, '{"result":[{"a"', 'BrokenAnswer'],
    [200, '[]', 'BrokenAnswer'],
    [503, '<html>Maintenance</html>', 'Server'],
    [408, '', 'Server'],
    [418, 'I am a teapot', 'InvalidRequest'],
  ])('understands status %d with %j as %s', (status, body, kind) => {
    expect(answer({ status, body, contentType: '' }).kind).toBe(kind);
  });

  it('says where a redirect leads, without what it carries', () => {
    expect(
      answer({ status: 302, location: 'https://sso.acme.com/in?SAML=secret' })
        .message,
    ).toMatch(/with a redirect to https:\/\/sso\.acme\.com\. /);
  });

  it('quotes ServiceNow at bearable length', () => {
    expect(refusal(500, 'x'.repeat(5_000), null).message.length).toBeLessThan(
      600,
    );
  });
});
