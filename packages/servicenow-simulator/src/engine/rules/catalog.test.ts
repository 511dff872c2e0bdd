import { useSimulator } from '../../__testUtils__/client';

describe('rules of standard changes and requests', () => {
  const { call, post, patch, simulator } = useSimulator();

  it('gives a change the values of its template, but for those it brings', async () => {
    const [template] = simulator().records(
      'std_change_producer_version',
      'nameSTARTSWITHClear BGP sessions',
    );
    const { json } = await post('/api/now/table/change_request', {
      std_change_producer_version: template.sys_id,
      short_description: 'my own',
    });
    expect(json.result).toMatchObject({
      type: 'standard',
      short_description: 'my own',
      description: expect.stringContaining('Reset the sessions'),
    });
  });

  it('starts a request that is submitted', async () => {
    const path = '/api/now/table/sc_request';
    const { sys_id: id, request_state: first } = (
      await post(path, { request_state: 'draft' })
    ).json.result;
    const { json } = await patch(`${path}/${id}`, {
      request_state: 'submitted',
    });
    expect([first, json.result.request_state]).toEqual(['draft', 'in_process']);
  });

  it('has files that are attached from the start', async () => {
    const { json } = await call('/api/now/attachment?sysparm_limit=1');
    const [{ sys_id: id, size_bytes: size }] = json.result;
    const { text } = await call(`/api/now/attachment/${id}/file`);
    expect(String(Buffer.byteLength(text))).toBe(size);
  });
});
