import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** Starts the stub, which answers after `latency` milliseconds; it ends with this process. */
export async function startStub(
  latency = 0,
): Promise<{ url: string; stop(): void }> {
  const file = path.join(__dirname, 'stubServiceNow.mjs');
  const child = fork(file, [String(latency)], {
    // Without the loader of TypeScript that this process has.
    execArgv: [],
  });
  const [port] = await once(child, 'message');
  return { url: `http://127.0.0.1:${port}`, stop: () => child.disconnect() };
}
