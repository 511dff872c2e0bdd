import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** Starts the stub; it ends with this process. */
export async function startStub(): Promise<{ url: string; stop(): void }> {
  const child = fork(path.join(__dirname, 'stubServiceNow.mjs'), {
    // Without the loader of TypeScript that this process has.
    execArgv: [],
  });
  const [port] = await once(child, 'message');
  return { url: `http://127.0.0.1:${port}`, stop: () => child.disconnect() };
}
