import { useSimulator } from '../__testUtils__/client';

describe('short addresses', () => {
  const { call, post } = useSimulator();

  it('stand for the parameters of a long one', async () => {
    const url = `https://instance.example/api/now/table/incident?sysparm_query=${encodeURIComponent(
      `number=INC0000001${'^ORnumber=none'.repeat(100)}`,
    )}&sysparm_fields=number`;
    const { status, json } = await post('/api/now/tinyurl', { url });
    expect(status).toBe(201);
    const [, key] =
      /^incident_list\.do\?sysparm_tiny=([0-9a-f]{32})$/.exec(json.result) ??
      [];
    const found = await call(`/api/now/table/incident?sysparm_tiny=${key}`);
    expect(found.json.result).toEqual([{ number: 'INC0000001' }]);
  });

  it('need an address', async () => {
    expect((await post('/api/now/tinyurl', {})).status).toBe(400);
  });
});
