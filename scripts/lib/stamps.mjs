// Remembers by a hash of its inputs what was installed and built, so that nothing is done twice.
import { createHash } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { root, toolsDirectory } from './paths.mjs';

const stampFile = name => join(toolsDirectory, `${name}.stamp`);

function* filesBelow(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) {
    yield path;
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (!['node_modules', 'dist', 'dist-types'].includes(entry.name))
      yield* filesBelow(join(path, entry.name));
  }
}

/** Hash over the names and contents of files and folders of the repository, and over `more`. */
export function hashOf(paths, more = '') {
  const hash = createHash('sha256').update(more);
  for (const path of paths) {
    for (const file of [...filesBelow(join(root, path))].sort()) {
      hash.update(`\0${file.slice(root.length)}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

export function isCurrent(name, hash) {
  return (
    existsSync(stampFile(name)) &&
    readFileSync(stampFile(name), 'utf8') === hash
  );
}

export function setStamp(name, hash) {
  writeFileSync(stampFile(name), hash);
}
