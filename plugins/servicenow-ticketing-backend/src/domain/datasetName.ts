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
