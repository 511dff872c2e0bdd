import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { PlainError } from './output.mjs';

// A demo that was just told to stop may need a moment to let its ports go.
const PATIENCE_MILLISECONDS = 3_000;
const POLL_MILLISECONDS = 200;

function listen(port) {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const { port: actual } = server.address();
      server.close(() => resolve(actual));
    });
  });
}

/** A port that nobody listens on. */
export const freePort = () => listen(0);

async function untilFree(port, deadline) {
  for (;;) {
    try {
      return await listen(port);
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || Date.now() > deadline) throw error;
    }
    await delay(POLL_MILLISECONDS);
  }
}

/** Throws, naming the option that chooses another, when somebody listens on one of `ports` already. */
export async function requireFreePorts(ports) {
  const taken = [];
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  for (const { port, what, option } of ports) {
    await untilFree(port, deadline).catch(error => {
      const why =
        error.code === 'EADDRINUSE'
          ? 'is in use'
          : `cannot be used (${error.code})`;
      const other = option
        ? ` or choose another: npm start -- ${option} ${port + 1}`
        : '';
      taken.push(
        `Port ${port}, meant for ${what}, ${why}. Stop what listens there ('lsof -i :${port}' shows it)${other}.`,
      );
    });
  }
  if (taken.length > 0) throw new PlainError(taken.join('\n'));
}
