import { createHash } from 'node:crypto';
import type { ObservedDataset } from 'backstage-plugin-servicenow-ticketing-node';

const QUOTED: Record<string, string> = { '"': '"', '`': '`', '[': ']' };

/**
 * The form in which fully qualified names of datasets are compared: lower case, without quotes
 * (`"`, backtick, brackets), parts joined by dots; dots inside quotes stay part of a name.
 * `undefined` for a bare table name, which says too little to match anything by.
 *
 * @internal
 */
export function normalizeDatasetName(name: string): string | undefined {
  const parts = splitName(name.trim()).map(part => part.trim().toLowerCase());
  if (parts.length < 2 || parts.some(part => part === '')) {
    return undefined;
  }
  return parts.map(part => part.replace(/[\\.]/g, '\\$&')).join('.');
}

/** Longest key that is kept as it is; an index holds no longer ones. */
const MAX_KEY_LENGTH = 1_000;

/** The id that a container of Qualytics goes by. @internal */
export function qualyticsNode(containerId: string | number): string {
  return `qualytics.container.${containerId}`;
}

/**
 * Recognises a dataset wherever it is reported from: its platform and its normalised name, or the tool's own id of it,
 * or what it is called.
 *
 * @internal
 */
export function datasetKey(dataset: ObservedDataset): string {
  const name =
    (dataset.fqn && normalizeDatasetName(dataset.fqn)) ??
    dataset.nodeId ??
    dataset.name;
  const key = `${dataset.platform?.toLowerCase() ?? ''}:${name}`;
  return key.length <= MAX_KEY_LENGTH
    ? key
    : createHash('sha256').update(key).digest('hex');
}

function splitName(name: string): string[] {
  const parts = [''];
  let closing: string | undefined;
  for (const character of name) {
    const last = parts.length - 1;
    if (closing) {
      if (character === closing) {
        closing = undefined;
      } else {
        parts[last] += character;
      }
    } else if (Object.hasOwn(QUOTED, character)) {
      closing = QUOTED[character];
    } else if (character === '.') {
      parts.push('');
    } else {
      parts[last] += character;
    }
  }
  return parts;
}
