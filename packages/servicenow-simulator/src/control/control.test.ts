import { useSimulator } from '../__testUtils__/client';

describe('control API', () => {
  const { call, post, patch } = useSimulator();
  const control = (path: string, how = {}) =>
    call(`/_simulator${path}`, { user: null, ...how });

  it('shows, makes, changes and deletes records, and resets', async () => {
    const made = await control('/records/incident', {
      method: 'POST',
      body: { short_description: 'by hand' },
    });
    const id = made.json.record.sys_id;
    await control(`/records/incident/${id}`, {
      method: 'PATCH',
      body: { state: '2', work_notes: 'looked at it' },
    });
    const { records } = (await control(`/records/incident?query=sys_id=${id}`))
      .json;
    expect(records).toEqual([
      expect.objectContaining({ state: '2', sys_updated_by: 'system' }),
    ]);
    expect(
      (await control(`/records/sys_journal_field?query=element_id=${id}`)).json
        .records,
    ).toHaveLength(1);
    expect(
      (await control(`/records/incident/${id}`, { method: 'DELETE' })).status,
    ).toBe(204);
    await control('/records/incident', {
      method: 'POST',
      body: { short_description: 'by hand' },
    });
    expect((await control('/reset', { method: 'POST' })).status).toBe(204);
    expect(
      (await control('/records/incident?query=short_description=by hand')).json
        .records,
    ).toEqual([]);
    expect((await post('/api/now/table/incident', {})).json.result.number).toBe(
      'INC0010001',
    );
  });

  it('plans faults and takes them back', async () => {
    const added = await control('/faults', {
      method: 'POST',
      body: {
        seed: 3,
        faults: [{ kind: 'not_found', times: 1 }, { kind: 'unavailable' }],
      },
    });
    expect(added.json.faults).toHaveLength(2);
    expect((await call('/api/now/table/incident')).status).toBe(404);
    await control(`/faults/${added.json.faults[1].id}`, { method: 'DELETE' });
    expect((await call('/api/now/table/incident')).status).toBe(200);
    expect((await control('/faults')).json.faults).toEqual([
      expect.objectContaining({ kind: 'not_found', hits: 1 }),
    ]);
    const wrong = await control('/faults', {
      method: 'POST',
      body: { kind: 'earthquake' },
    });
    expect([wrong.status, wrong.json.error.detail]).toEqual([
      400,
      expect.stringContaining('kind must be one of latency, unauthorized'),
    ]);
  });

  it('tells which requests it has seen, without credentials', async () => {
    await post(
      '/api/now/table/incident',
      { short_description: 'seen' },
      { user: 'itil' },
    );
    await call('/oauth_token.do', {
      method: 'POST',
      user: null,
      body: 'grant_type=password&password=secret',
    });
    const { requests } = (await control('/requests?method=post')).json;
    expect(requests).toEqual([
      expect.objectContaining({
        method: 'POST',
        path: '/api/now/table/incident',
        user: 'itil',
        status: 201,
        body: '{"short_description":"seen"}',
      }),
      expect.objectContaining({
        path: '/oauth_token.do',
        status: 401,
        body: '',
      }),
    ]);
    await control('/requests', { method: 'DELETE' });
    expect((await control('/requests')).json.requests).toEqual([]);
  });

  it('lists users with their roles and without passwords', async () => {
    const { json, text } = await control('/users');
    expect(json.users).toContainEqual(
      expect.objectContaining({
        user_name: 'portal_integration',
        roles: ['itil'],
        active: 'true',
      }),
    );
    expect(text).not.toContain('password');
  });

  it('sets clock, rate limit and access', async () => {
    expect(
      (await control('/clock', { method: 'PUT', body: { offset_ms: -60000 } }))
        .json.now,
    ).toBe('2026-03-18T10:29:00.000Z');
    await control('/access', {
      method: 'PUT',
      body: { table: 'sys_choice', operation: 'read', roles: [] },
    });
    expect(
      (await call('/api/now/table/sys_choice', { user: 'itil' })).status,
    ).toBe(403);
    await control('/rate-limit', { method: 'PUT', body: { limit: 1 } });
    await call('/api/now/table/incident');
    expect((await call('/api/now/table/incident')).status).toBe(429);
    expect((await control('/clock', { method: 'PUT', body: {} })).status).toBe(
      400,
    );
  });

  it('does not serve pages of other sites', async () => {
    expect(
      (
        await control('/reset', {
          method: 'POST',
          headers: { Origin: 'http://elsewhere.example' },
        })
      ).status,
    ).toBe(403);
  });

  it('leaves the rest of the API alone', async () => {
    expect(
      (
        await patch(
          '/api/now/table/incident/9c573169c611228700193229fff72400',
          { urgency: '3' },
        )
      ).status,
    ).toBe(200);
  });
});
