import { useSimulator } from '../__testUtils__/client';

const SERVERS = '/api/now/cmdb/instance/cmdb_ci_linux_server';

describe('CMDB Instance API', () => {
  const { call, post, patch, simulator } = useSimulator();
  const create = async (name: string, more = {}) =>
    (await post(SERVERS, { attributes: { name }, source: 'Manual', ...more }))
      .json.result;

  it('makes, lists, shows and changes items of a class', async () => {
    const { attributes } = await create('linux-99');
    expect(attributes).toMatchObject({
      name: 'linux-99',
      sys_class_name: 'cmdb_ci_linux_server',
    });
    const list = await call(`${SERVERS}?sysparm_query=name=linux-99`);
    expect(list.json.result).toEqual([
      { sys_id: attributes.sys_id, name: 'linux-99' },
    ]);
    const id = attributes.sys_id;
    await patch(`${SERVERS}/${id}`, { attributes: { short_description: 'x' } });
    expect((await call(`${SERVERS}/${id}`)).json.result).toMatchObject({
      attributes: { short_description: 'x' },
      inbound_relations: [],
      outbound_relations: [],
    });
  });

  it('relates items and takes relations back', async () => {
    const [{ sys_id: type, name }] = simulator().records('cmdb_rel_type');
    const { attributes: parent } = await create('parent');
    const { attributes: child } = await create('child', {
      inbound_relations: [{ type, target: parent.sys_id }],
    });
    const shown = (await call(`${SERVERS}/${parent.sys_id}`)).json.result;
    expect(shown.outbound_relations).toEqual([
      {
        sys_id: expect.any(String),
        type: expect.objectContaining({ value: type, display_value: name }),
        target: expect.objectContaining({
          value: child.sys_id,
          display_value: 'child',
        }),
      },
    ]);
    const path = `${SERVERS}/${parent.sys_id}/relation`;
    const again = await post(path, {
      inbound_relations: [{ type, target: child.sys_id }],
    });
    expect([again.status, again.json.result.inbound_relations.length]).toEqual([
      201, 1,
    ]);
    const [{ sys_id: relation }] = shown.outbound_relations;
    const remove = () => call(`${path}/${relation}`, { method: 'DELETE' });
    expect([(await remove()).status, (await remove()).status]).toEqual([
      204, 404,
    ]);
    const left = `parent=${parent.sys_id}^ORchild=${parent.sys_id}`;
    expect(simulator().records('cmdb_rel_ci', left)).toHaveLength(1);
    simulator().remove('cmdb_ci', parent.sys_id);
    expect(simulator().records('cmdb_rel_ci', left)).toEqual([]);
  });

  it('refuses other classes, unknown items, and who may not write', async () => {
    const incidents = await call('/api/now/cmdb/instance/incident');
    expect([incidents.status, incidents.json.error.message]).toEqual([
      400,
      'Invalid table incident',
    ]);
    expect((await call(`${SERVERS}/${'0'.repeat(32)}`)).status).toBe(404);
    const refused = await post(
      SERVERS,
      { attributes: { name: 'x' } },
      { user: 'employee' },
    );
    expect(refused.status).toBe(403);
  });
});
