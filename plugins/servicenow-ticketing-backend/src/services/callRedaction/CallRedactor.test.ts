import type { IntegrationAuth } from 'backstage-plugin-servicenow-ticketing-common';
import fc from 'fast-check';
import { anIntegration } from '../../__testUtils__/integrations';
import type { IntegrationSettings } from '../../domain/integrationSettings';
import { CallRedactor } from './CallRedactor';

const SECRET = 'p"ss wörd&<ü>/1%';
const base = {
  method: 'GET',
  path: '/api/now/table/incident?sysparm_limit=1',
  status: 200,
  durationMs: 12.4,
  requestId: 'r1',
  startedAt: new Date('2026-01-01T00:00:00Z'),
};

const redactorOf = (change: Partial<IntegrationSettings> = {}) =>
  new CallRedactor(
    anIntegration('https://acme.service-now.com', {
      auth: { type: 'basic', username: 'svc', password: SECRET },
      ...change,
    }),
  );
const redact = (
  call: Partial<Parameters<CallRedactor['hold']>[0]>,
  redactor = redactorOf(),
) => redactor.redact(redactor.hold({ ...base, ...call }));

describe('CallRedactor', () => {
  it('keeps what tells how a call went', () => {
    expect(redact({ responseBody: '{"result":[]}' })).toEqual({
      ...base,
      error: undefined,
      requestBody: undefined,
      responseBody: '{"result":[]}',
    });
    expect(redact({ status: undefined, error: 'refused' })).toMatchObject({
      status: undefined,
      error: 'refused',
    });
    expect(redact({ status: 403 }).error).toBe(
      'ServiceNow answered with status 403',
    );
    expect(redact({ status: undefined }).error).toBe('No answer came');
  });

  it.each<[string, string]>([
    ['as it is', SECRET],
    ['in JSON', JSON.stringify({ echo: SECRET })],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in a form', new URLSearchParams({ echo: SECRET }).toString()],
    ['in HTML', '<p>p&quot;ss wörd&amp;&lt;ü&gt;/1%</p>'],
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['as a header', Buffer.from(`svc:${SECRET}`).toString('base64')],
  ])('knows the password wherever it is quoted: %s', (_, text) => {
    const shown = redact({
      status: 500,
      path: `/x/${text}`,
      error: `no: ${text}`,
      requestBody: text,
      responseBody: text,
    });
    for (const [name, value] of Object.entries({
      path: shown.path,
      error: shown.error,
      request: shown.requestBody,
      response: shown.responseBody,
    })) {
      expect([name, value]).toEqual([
        name,
        expect.stringContaining('[redacted]'),
      ]);
      expect(value).not.toContain('ss w');
      expect(value).not.toContain(text);
    }
  });

  it.each<[IntegrationAuth]>([
    [
      {
        type: 'oauth-client-credentials',
        client_id: 'c',
        client_secret: 'SECRET',
      },
    ],
    [
      {
        type: 'oauth-password',
        client_id: 'c',
        client_secret: 'other',
        username: 'u',
        password: 'SECRET',
      },
    ],
    [
      {
        type: 'oauth-authorization-code',
        client_id: 'c',
        client_secret: 'SECRET',
      },
    ],
    [{ type: 'api-key', api_key: 'SECRET' }],
  ])('knows the secrets of %j', auth => {
    const shown = redact(
      { status: 400, responseBody: '{"said":"SECRET is wrong"}' },
      redactorOf({ auth }),
    );
    expect(shown.responseBody).toBe('{"said":"[redacted] is wrong"}');
  });

  it('knows tokens that it has never seen by where they stand', () => {
    expect(
      redact({
        status: 500,
        error:
          'header "Bearer eyJhbGciOi.J9" refused; Basic authentication is off',
        responseBody: 'access_token=abc123def&scope=x',
      }),
    ).toMatchObject({
      error: 'header "Bearer [redacted]" refused; Basic authentication is off',
      responseBody: 'access_token=[redacted]&scope=x',
    });
  });

  it('shows no part of a secret that stands where a body is cut', () => {
    const redactor = redactorOf({
      auth: { type: 'api-key', api_key: 'k3y-0123456789-0123456789' },
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 900, max: 1_050 }),
        fc.integer({ min: 0, max: 40 }),
        (at, more) => {
          const shown = redact(
            {
              responseBody: `${'x'.repeat(
                at,
              )}k3y-0123456789-0123456789${'k3y-0123456789-0123456789'.repeat(
                more,
              )}`,
            },
            redactor,
          ).responseBody!;
          expect(shown).not.toMatch(/k3y|0123/);
        },
      ),
    );
  });

  it('keeps more of failures than of answers that were fine', () => {
    const responseBody = 'y'.repeat(10_000);
    const lengthOf = (call: object) =>
      redact({ ...call, responseBody }).responseBody!.replace(/[^y]/g, '')
        .length;
    expect(lengthOf({})).toBe(1_000);
    expect(lengthOf({ method: 'PATCH' })).toBe(1_000);
    expect(lengthOf({ status: 404 })).toBe(4_000);
    expect(lengthOf({ error: 'no JSON' })).toBe(4_000);
    expect(redact({ responseBody }).responseBody).toMatch(
      /… \(10000 characters in all\)$/,
    );
    expect(
      redact({ method: 'POST', requestBody: responseBody }).requestBody,
    ).toHaveLength(4_000 + '… (10000 characters in all)'.length);
  });

  it('does not hold on to the rest of a long answer', () => {
    const held = redactorOf().hold({ ...base, responseBody: 'z'.repeat(5e6) });
    expect(held.response!.text.length).toBeLessThan(2_000);
  });

  it('takes out what the integration excludes, in journals too', () => {
    const redactor = redactorOf({ excludedFields: ['comments', 'u_customer'] });
    const incident = redact(
      {
        method: 'PATCH',
        requestBody: '{"comments":"for Ann","work_notes":"b"}',
        responseBody:
          '{"result":{"comments_and_work_notes":"for Ann","u_customer":{"value":"Ann"}}}',
      },
      redactor,
    );
    expect(incident.requestBody).toBe(
      '{"comments":"[excluded]","work_notes":"b"}',
    );
    expect(incident.responseBody).toBe(
      '{"result":{"comments_and_work_notes":"[excluded]","u_customer":"[excluded]"}}',
    );
    const journal = redact(
      {
        path: '/api/now/table/sys_journal_field?sysparm_query=element%3Dcomments',
        responseBody: '{"result":[{"value":"for Ann"}]}',
      },
      redactor,
    );
    expect(journal.responseBody).not.toContain('Ann');
  });

  it('cuts texts of the journal', () => {
    const shown = redact({
      path: '/api/now/v2/table/sys_journal_field',
      responseBody: JSON.stringify({ result: [{ value: 'w'.repeat(300) }] }),
    });
    expect(shown.responseBody).toMatch(
      /^\{"result":\[\{"value":"w{50,100}…"\}\]\}$/,
    );
  });

  it('has no NUL, which PostgreSQL does not store', () => {
    const shown = redact({
      path: '/x\0',
      error: 'a\0b',
      requestBody: '\0',
      responseBody: 'c\0d',
    });
    expect(JSON.stringify(shown)).not.toContain('\\u0000');
    expect(shown).toMatchObject({
      path: '/x',
      error: 'ab',
      responseBody: 'cd',
    });
  });
});
