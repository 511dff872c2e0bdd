import { get } from 'node:https';
import { createSimulator } from '.';
import { TestAuthority } from './__testUtils__/certificates';
import { basic, testClock } from './__testUtils__/client';

describe('createSimulator', () => {
  it('starts with its own records and faults, and goes back to them', async () => {
    const simulator = await createSimulator({
      clock: testClock(),
      seedData: {
        incident: [
          { short_description: 'from the start', impact: '1', urgency: '1' },
        ],
      },
      faults: [{ kind: 'not_found', times: 1 }],
    });
    try {
      const seeded = () =>
        simulator.records('incident', 'short_description=from the start');
      expect(seeded()).toEqual([
        expect.objectContaining({ number: 'INC0010001', priority: '1' }),
      ]);
      simulator.remove('incident', seeded()[0].sys_id);
      const ask = async () =>
        (
          await fetch(`${simulator.url}/api/now/table/incident`, {
            headers: { Authorization: basic('admin') },
          })
        ).status;
      expect([await ask(), await ask()]).toEqual([404, 200]);
      simulator.reset();
      expect(seeded()).toHaveLength(1);
      expect(await ask()).toBe(404);
    } finally {
      await simulator.stop();
    }
  });

  it('tells listeners of changes until they stop listening', async () => {
    const simulator = await createSimulator({ clock: testClock() });
    try {
      const changes: string[] = [];
      const stop = simulator.onChange(change =>
        changes.push(`${change.operation} ${change.record.number}`),
      );
      const { sys_id: id } = simulator.insert('incident', {});
      simulator.update('incident', id, { urgency: '1' });
      simulator.update('incident', id, { urgency: '1' });
      stop();
      simulator.remove('incident', id);
      expect(changes).toEqual(['insert INC0010001', 'update INC0010001']);
      expect(() => simulator.update('incident', id, {})).toThrow(
        'No Record found',
      );
    } finally {
      await simulator.stop();
    }
  });

  it('refuses a port that is taken, and frees its own when stopped', async () => {
    const first = await createSimulator();
    await expect(createSimulator({ port: first.port })).rejects.toThrow(
      'EADDRINUSE',
    );
    await first.stop();
    const second = await createSimulator({ port: first.port });
    expect(second.port).toBe(first.port);
    await second.stop();
  });

  it('serves HTTPS with a given certificate, links included', async () => {
    const authority = new TestAuthority();
    const simulator = await createSimulator({
      tls: authority.issue('server'),
    });
    try {
      expect(simulator.url).toMatch(/^https:/);
      const body = await new Promise<string>((resolve, reject) => {
        const options = {
          ca: authority.cert,
          headers: { Authorization: basic('admin') },
          agent: false as const,
        };
        get(
          `${simulator.url}/api/now/table/incident/9c573169c611228700193229fff72400`,
          options,
          response => {
            let text = '';
            response.on('data', chunk => {
              text += chunk;
            });
            response.on('end', () => resolve(text));
          },
        ).on('error', reject);
      });
      expect(JSON.parse(body).result.caller_id.link).toContain(
        `${simulator.url}/api/now/table/sys_user/`,
      );
    } finally {
      await simulator.stop();
      authority.dispose();
    }
  });
});
