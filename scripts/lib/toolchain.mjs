// A Node.js that this Backstage release supports, and Yarn, both as npm packages in .toolchain.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { PlainError, step } from './output.mjs';
import { isWindows, root, toolsDirectory } from './paths.mjs';
import { runToEnd } from './processes.mjs';

const NODE_VERSION = '22.23.3';
const SUPPORTED_NODE_MAJORS = ['22', '24'];
const YARN_VERSION = '4.18.1';

const nodeIsSupported = SUPPORTED_NODE_MAJORS.includes(
  process.versions.node.split('.')[0],
);
const nodePackage = `node-${isWindows ? 'win' : process.platform}-${
  process.arch
}`;

/** The Node.js that runs everything but these scripts. */
export const nodeBin = nodeIsSupported
  ? process.execPath
  : join(
      toolsDirectory,
      'node_modules',
      nodePackage,
      'bin',
      isWindows ? 'node.exe' : 'node',
    );

export const yarnBin = join(
  toolsDirectory,
  'node_modules/@yarnpkg/cli-dist/bin/yarn.js',
);

/** Fetches what is missing; quick when nothing is. */
export async function ensureToolchain() {
  const manifest = JSON.stringify({
    private: true,
    dependencies: {
      '@yarnpkg/cli-dist': YARN_VERSION,
      ...(nodeIsSupported ? {} : { [nodePackage]: NODE_VERSION }),
    },
  });
  const manifestFile = join(toolsDirectory, 'package.json');
  const isThere =
    existsSync(yarnBin) &&
    existsSync(nodeBin) &&
    existsSync(manifestFile) &&
    readFileSync(manifestFile, 'utf8') === manifest;
  if (isThere) return;

  const wanted = nodeIsSupported
    ? `Yarn ${YARN_VERSION}`
    : `Node.js ${NODE_VERSION} and Yarn ${YARN_VERSION}`;
  await step(`Fetching ${wanted} into .toolchain`, async () => {
    mkdirSync(toolsDirectory, { recursive: true });
    writeFileSync(manifestFile, manifest);
    const code = await runToEnd(
      'npm',
      [
        'install',
        '--prefix',
        toolsDirectory,
        '--ignore-scripts',
        '--no-package-lock',
        '--no-audit',
        '--no-fund',
        '--loglevel=error',
      ],
      { cwd: toolsDirectory, shell: isWindows, env: childEnvironment() },
    );
    if (code !== 0 || !existsSync(nodeBin)) {
      throw new PlainError(
        `npm could not fetch ${wanted}; its own message stands above. Behind a proxy or a mirror, set npm's 'registry' and 'proxy' first. ` +
          `On a platform without prebuilt Node.js packages, install Node.js ${SUPPORTED_NODE_MAJORS.join(
            ' or ',
          )} and try again.`,
      );
    }
  });
}

/** The environment of every program started here. */
export function childEnvironment(extra = {}) {
  const env = {
    ...process.env,
    PATH: [
      dirname(nodeBin),
      join(root, 'node_modules/.bin'),
      process.env.PATH,
    ].join(delimiter),
    BACKSTAGE_CLI_DISABLE_TELEMETRY: '1',
    ...extra,
  };
  // npm hands its own settings to its scripts; nodedir would point node-gyp at the headers of another Node.js.
  delete env.npm_config_nodedir;
  return env;
}

/**
 * The environment for Yarn, which does not read npm's settings: it gets npm's registry and certificates, so that
 * neither has to stand in .yarnrc.yml.
 */
export function yarnEnvironment() {
  const npmSetting = name => {
    const { stdout } = spawnSync('npm', ['config', 'get', name], {
      encoding: 'utf8',
      shell: isWindows,
      cwd: toolsDirectory,
    });
    const value = (stdout ?? '').trim();
    return ['', 'null', 'undefined'].includes(value) ? undefined : value;
  };
  const env = childEnvironment();
  env.YARN_NPM_REGISTRY_SERVER ??= npmSetting('registry')?.replace(/\/$/, '');
  const certificates = env.NODE_EXTRA_CA_CERTS ?? npmSetting('cafile');
  if (certificates) env.NODE_EXTRA_CA_CERTS = certificates;
  return env;
}
