import { useSimulator } from '../../__testUtils__/client';

describe('pages', () => {
  const { call, post, patch } = useSimulator();
  const page = (path: string) => call(path, { user: null });

  it('lists incidents without a login, newest change first', async () => {
    await post('/api/now/table/incident', {
      short_description: 'Orders are late',
      urgency: '1',
      impact: '1',
    });
    const { status, text, headers } = await page('/');
    expect([status, headers.get('content-type')]).toEqual([
      200,
      'text/html;charset=UTF-8',
    ]);
    expect(headers.get('content-security-policy')).toContain(
      "default-src 'none'",
    );
    const first = text.slice(text.indexOf('<tbody>'));
    expect(first.indexOf('INC0010001')).toBeLessThan(
      first.indexOf('INC0000060'),
    );
    expect(text).toContain('1 - Critical');
    expect(text).toContain('1 to 50 of 61,');
    expect(
      (await page('/incident_list.do?search=orders are late')).text,
    ).toContain('1 to 1 of 1,');
  });

  it('opens the form that links of a portal point to, with the journal newest first', async () => {
    const { sys_id: id } = (
      await post('/api/now/table/incident', {
        description: 'line one\nline two',
        work_notes: 'first note',
      })
    ).json.result;
    await patch(
      `/api/now/table/incident/${id}`,
      { comments: 'second note' },
      { user: 'beth.anglin' },
    );
    for (const path of [
      `/nav_to.do?uri=incident.do?sys_id=${id}`,
      `/nav_to.do?uri=incident.do%3Fsys_id%3D${id}`,
      `/incident.do?sys_id=${id}`,
    ]) {
      const { status, text } = await page(path);
      expect(status).toBe(200);
      expect(text).toContain('line one\nline two');
      expect(text.indexOf('second note')).toBeGreaterThan(0);
      expect(text.indexOf('second note')).toBeLessThan(
        text.indexOf('first note'),
      );
      expect(text).toContain('Beth Anglin');
    }
  });

  it('never lets a record write HTML', async () => {
    const attack = '<img src=x onerror=alert(1)>"\'&';
    const { sys_id: id } = (
      await post('/api/now/table/incident', {
        short_description: attack,
        description: attack,
        work_notes: attack,
        correlation_id: attack,
      })
    ).json.result;
    const texts = [
      (await page('/')).text,
      (await page(`/incident.do?sys_id=${id}`)).text,
      (await page(`/incident_list.do?search=${encodeURIComponent(attack)}`))
        .text,
    ];
    for (const text of texts) {
      expect(text).not.toContain('<img');
      expect(text).toContain(
        '&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;',
      );
    }
  });

  it('says what it does not find', async () => {
    const record = await page('/incident.do?sys_id=nope');
    expect([
      record.status,
      record.text.includes(
        'There is no incident with the sys_id &#39;nope&#39;',
      ),
    ]).toEqual([404, true]);
    expect((await page('/nav_to.do?uri=nothing.do')).status).toBe(404);
    expect((await page('/nav_to.do?uri=%E0%A4%A')).status).toBe(404);
  });

  it('shows other lists too', async () => {
    for (const table of [
      'problem',
      'change_request',
      'sys_user',
      'sys_user_group',
      'cmdb_ci',
      'sys_choice',
    ]) {
      expect([table, (await page(`/${table}_list.do`)).status]).toEqual([
        table,
        200,
      ]);
    }
    expect(
      (await page('/sys_user.do?sys_id=6816f79cc0a8016401c5a33be04be441')).text,
    ).toContain('admin@example.com');
  });
});
