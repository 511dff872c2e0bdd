import { basic, useSimulator } from '../__testUtils__/client';

const ATTACHMENTS = '/api/now/attachment';
const INCIDENT = '9c573169c611228700193229fff72400';
const TARGET = `table_name=incident&table_sys_id=${INCIDENT}`;

describe('Attachment API', () => {
  const { call, simulator } = useSimulator();
  const upload = (content: string, name = 'note.txt') =>
    call(`${ATTACHMENTS}/file?${TARGET}&file_name=${name}`, {
      method: 'POST',
      body: content,
      headers: { 'Content-Type': 'text/plain' },
    });

  it('takes a file, describes it and gives it back', async () => {
    const answer = await upload('héllo');
    expect(answer.status).toBe(201);
    const { result } = answer.json;
    expect(result).toMatchObject({
      table_name: 'incident',
      table_sys_id: INCIDENT,
      file_name: 'note.txt',
      content_type: 'text/plain',
      size_bytes: '6',
      compressed: 'true',
      download_link: `${simulator().url}${ATTACHMENTS}/${result.sys_id}/file`,
    });
    expect(answer.headers.get('location')).toBe(
      `${simulator().url}${ATTACHMENTS}/${result.sys_id}/file`,
    );
    expect((await call(`${ATTACHMENTS}/${result.sys_id}`)).json.result).toEqual(
      result,
    );
    const file = await call(`${ATTACHMENTS}/${result.sys_id}/file`);
    expect([file.text, file.headers.get('content-type')]).toEqual([
      'héllo',
      'text/plain',
    ]);
    expect((await call(`${ATTACHMENTS}/${INCIDENT}/note.txt/file`)).text).toBe(
      'héllo',
    );
    const list = await call(
      `${ATTACHMENTS}?sysparm_query=table_sys_id=${INCIDENT}`,
    );
    expect(list.json.result).toEqual([result]);
  });

  it('keeps bytes as they are', async () => {
    const bytes = new Uint8Array(256).map((_, position) => position);
    const answer = await fetch(
      `${simulator().url}${ATTACHMENTS}/file?${TARGET}&file_name=b.bin`,
      {
        method: 'POST',
        body: bytes,
        headers: {
          Authorization: basic('itil'),
          'Content-Type': 'application/octet-stream',
        },
      },
    );
    const { result } = (await answer.json()) as {
      result: { download_link: string };
    };
    const file = await fetch(result.download_link, {
      headers: { Authorization: basic('itil') },
    });
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes);
  });

  it('takes forms', async () => {
    const form = new FormData();
    form.set('table_name', 'incident');
    form.set('table_sys_id', INCIDENT);
    form.set('uploadFile', new Blob(['a,b'], { type: 'text/csv' }), 'rows.csv');
    const answer = await fetch(`${simulator().url}${ATTACHMENTS}/upload`, {
      method: 'POST',
      body: form,
      headers: { Authorization: basic('itil') },
    });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({
      result: {
        file_name: 'rows.csv',
        content_type: 'text/csv',
        size_bytes: '3',
        sys_created_by: 'itil',
      },
    });
  });

  it('renames, and keeps attributes', async () => {
    const id = (await upload('x')).json.result.sys_id;
    const path = `${ATTACHMENTS}/${id}`;
    expect(
      (await call(path, { method: 'PATCH', body: { file_name: 'new.txt' } }))
        .status,
    ).toBe(204);
    expect((await call(path)).json.result.file_name).toBe('new.txt');
    await call(`${path}/attributes`, {
      method: 'POST',
      body: { key: 'a', value: '1' },
    });
    await call(`${path}/attributes`, {
      method: 'POST',
      body: { key: 'b', value: '2' },
    });
    const put = await call(`${path}/attributes/a`, {
      method: 'PUT',
      body: { value: '3' },
    });
    expect(put.json).toEqual({ result: { key: 'a', value: '3' } });
    expect((await call(`${path}/attributes`)).json.result).toEqual([
      { key: 'a', value: '3' },
      { key: 'b', value: '2' },
    ]);
    expect(
      (await call(`${path}/attributes/a`, { method: 'DELETE' })).status,
    ).toBe(204);
    expect((await call(`${path}/attributes/a`)).status).toBe(404);
  });

  it('deletes', async () => {
    const id = (await upload('x')).json.result.sys_id;
    expect(
      (await call(`${ATTACHMENTS}/${id}`, { method: 'DELETE' })).status,
    ).toBe(204);
    expect((await call(`${ATTACHMENTS}/${id}/file`)).status).toBe(404);
  });

  it('refuses files without a name or a record', async () => {
    expect((await upload('x', '')).json.error.detail).toBe(
      'file_name is required',
    );
    const nowhere = await call(
      `${ATTACHMENTS}/file?table_name=incident&table_sys_id=nope&file_name=a`,
      { method: 'POST', body: 'x' },
    );
    expect(nowhere.status).toBe(404);
    const form = await call(`${ATTACHMENTS}/upload`, {
      method: 'POST',
      body: 'no form',
    });
    expect(form.status).toBe(400);
  });

  it('deletes what is attached to a record with the record', async () => {
    const incident = simulator().insert('incident', {});
    const path = `${ATTACHMENTS}/file?table_name=incident&table_sys_id=${incident.sys_id}&file_name=a.txt`;
    const { sys_id: id } = (
      await call(path, {
        method: 'POST',
        body: 'content',
        headers: { 'Content-Type': 'text/plain' },
      })
    ).json.result;
    simulator().remove('incident', incident.sys_id);
    expect(simulator().records('sys_attachment', `sys_id=${id}`)).toEqual([]);
    expect((await call(`${ATTACHMENTS}/${id}/file`)).status).toBe(404);
  });
});
