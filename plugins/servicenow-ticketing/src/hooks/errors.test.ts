import { ResponseError } from '@backstage/errors';
import {
  fieldErrorsOf,
  isRefusal,
  messageOf,
  preflightReportOf,
  statusOf,
} from './errors';

const refused = (status: number, message: string, more: object = {}) =>
  ResponseError.fromResponse(
    new Response(
      JSON.stringify({
        error: { name: 'InputError', message, ...more },
        response: { statusCode: status },
      }),
      { status, headers: { 'Content-Type': 'application/json' } },
    ),
  );

describe('errors of the backend', () => {
  it('are told in the backend’s own words', async () => {
    const error = await refused(400, 'title: must not be empty');
    expect(messageOf(error)).toBe('title: must not be empty');
    expect(statusOf(error)).toBe(400);
    expect(isRefusal(error)).toBe(true);
  });

  it('are no refusal when the backend failed or was not reached', async () => {
    expect(isRefusal(await refused(503, 'down'))).toBe(false);
    const unreached = new TypeError('Failed to fetch');
    expect(isRefusal(unreached)).toBe(false);
    expect(statusOf(unreached)).toBeUndefined();
    expect(messageOf(unreached)).toBe('Failed to fetch');
  });

  it('are told apart by field', async () => {
    const error = await refused(
      400,
      'Invalid request: title: must not be empty; impact: must be one of 1 (high); nonsense: no such field; no field at all',
    );
    expect(fieldErrorsOf(error, ['title', 'impact'])).toEqual({
      title: 'must not be empty',
      impact: 'must be one of 1 (high)',
    });
  });

  it('are told apart by path where fields are nested', async () => {
    const error = await refused(
      400,
      'Invalid request: definition.tls.key: does not fit; definition.mapping.templates.fields.u_x: is no template: line 1\nis not closed',
    );
    expect(
      fieldErrorsOf(error, [
        'definition.tls.key',
        'definition.mapping.templates.fields.u_x',
      ]),
    ).toEqual({
      'definition.tls.key': 'does not fit',
      'definition.mapping.templates.fields.u_x':
        'is no template: line 1\nis not closed',
    });
  });

  it('carry the report of the preflight that failed', async () => {
    const report = {
      integration_id: 1,
      ok: false,
      message: 'ServiceNow does not answer',
      checked_at: '2026-01-22T13:30:00Z',
      checks: [],
    };
    const error = await refused(400, 'The preflight failed', { report });
    expect(preflightReportOf(error)).toEqual(report);
    expect(
      preflightReportOf(await refused(400, 'Invalid request')),
    ).toBeUndefined();
    expect(preflightReportOf(new Error('Failed to fetch'))).toBeUndefined();
  });
});
