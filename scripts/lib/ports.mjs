import { createServer } from 'node:net';
import { PlainError } from './output.mjs';

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

/** Throws, naming the option that chooses another, when somebody listens on one of `ports` already. */
export async function requireFreePorts(ports) {
  const taken = [];
  for (const { port, what, option } of ports) {
    await listen(port).catch(error => {
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
