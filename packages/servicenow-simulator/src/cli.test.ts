import { ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { basic } from './__testUtils__/client';

const BIN = path.resolve(__dirname, '../bin/servicenow-simulator.js');

function start(...args: string[]) {
  const child = spawn(process.execPath, [BIN, ...args], { stdio: 'pipe' });
  let output = '';
  const done = new Promise<number | null>(resolve => {
    child.on('exit', resolve);
  });
  const ready = new Promise<string>(resolve => {
    const collect = (chunk: Buffer) => {
      output += chunk.toString();
      const match = /ServiceNow simulator ready: (\S+)/.exec(output);
      if (match) {
        resolve(match[1]);
      }
    };
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
  });
  return { child, ready, done, output: () => output };
}

describe('servicenow-simulator', () => {
  const children: ChildProcess[] = [];
  afterEach(() => children.splice(0).forEach(child => child.kill('SIGKILL')));
  const run = (...args: string[]) => {
    const started = start(...args);
    children.push(started.child);
    return started;
  };

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'serves until %s',
    async signal => {
      const { child, ready, done } = run('--port', '0');
      const response = await fetch(
        `${await ready}/api/now/table/incident?sysparm_limit=1`,
        {
          headers: { Authorization: basic('portal_integration') },
        },
      );
      expect(response.status).toBe(200);
      child.kill(signal);
      expect(await done).toBe(0);
    },
    20_000,
  );

  it('says why it does not start', async () => {
    const wrong = run('--port', 'http');
    expect(await wrong.done).toBe(1);
    expect(wrong.output()).toContain(
      "--port must be a number from 0 to 65535, not 'http'",
    );
    const first = run('--port', '0');
    const taken = new URL(await first.ready).port;
    const second = run('--port', taken);
    expect(await second.done).toBe(1);
    expect(second.output()).toContain('The port is in use');
  }, 20_000);

  it('explains itself', async () => {
    const help = run('--help');
    expect(await help.done).toBe(0);
    for (const option of ['port', 'host', 'tls-cert', 'tls-key', 'seed-data']) {
      expect(help.output()).toContain(`--${option} `);
    }
    const unknown = run('--prot', '1');
    expect(await unknown.done).toBe(1);
    expect(unknown.output()).toMatch(/Unknown option '--prot'.*See --help/s);
  }, 20_000);
});
