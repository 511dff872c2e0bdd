import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Git-ignored: fetched tools, logs, and what was installed and built last. */
export const toolsDirectory = join(root, '.toolchain');

export const isWindows = process.platform === 'win32';
