// Runs a benchmark that is written in TypeScript, on the Node.js that the portal runs on.
import { root } from '../../scripts/lib/paths.mjs';
import { runToEnd } from '../../scripts/lib/processes.mjs';
import { typeScriptLoader } from '../../scripts/lib/servers.mjs';
import { childEnvironment, nodeBin } from '../../scripts/lib/toolchain.mjs';

/** Resolves to the exit code. */
export const runTypeScript = (file, environment = {}) =>
  runToEnd(nodeBin, ['-r', typeScriptLoader, file], {
    cwd: root,
    env: childEnvironment({ NODE_ENV: 'production', ...environment }),
  });
