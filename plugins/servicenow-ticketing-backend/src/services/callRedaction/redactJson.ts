import type { FieldRules } from './FieldRules';

/*
 * Takes out of a JSON text what must not be kept, without parsing it: what is logged is the beginning of an answer
 * that may be megabytes long, so the text may end anywhere, and nobody should pay for what is not kept.
 */

/** What stands where a secret stood. @internal */
export const HIDDEN = '[redacted]';
/** What stands where the value of an excluded field stood. @internal */
export const EXCLUDED = '[excluded]';
/** Characters that are kept of a long text. */
const MAX_TEXT = 80;

/**
 * The text with the values replaced that the rules are about, whatever their type and however deep; other text
 * stays as it is, and so does what follows a mistake in the JSON.
 * @internal
 */
export function redactJson(text: string, rules: FieldRules): string {
  let output = '';
  let copied = 0;
  let position = 0;
  for (;;) {
    const open = text.indexOf('"', position);
    if (open < 0) {
      break;
    }
    const end = endOfString(text, open);
    const value = startOfValue(text, end);
    if (value === undefined) {
      position = end;
      continue;
    }
    const rule = rules.of(toName(text.slice(open, end)));
    if (rule === 'keep') {
      position = value;
      continue;
    }
    const valueEnd = endOfValue(text, value);
    output += text.slice(copied, value);
    if (rule === 'cut') {
      output += cutStrings(text.slice(value, valueEnd));
    } else {
      output += rule === 'hide' ? `"${HIDDEN}"` : `"${EXCLUDED}"`;
    }
    copied = valueEnd;
    position = valueEnd;
  }
  return output + text.slice(copied);
}

/** Where the string that opens here is over: after its closing quote, or where the text ends. */
function endOfString(text: string, open: number): number {
  let close = text.indexOf('"', open + 1);
  while (close >= 0) {
    let backslashes = 0;
    while (text[close - 1 - backslashes] === '\\') {
      backslashes++;
    }
    if (backslashes % 2 === 0) {
      return close + 1;
    }
    close = text.indexOf('"', close + 1);
  }
  return text.length;
}

/** Where the value begins that belongs to a string which ended here; `undefined` when that string is no key. */
function startOfValue(text: string, end: number): number | undefined {
  const colon = skipSpace(text, end);
  return text[colon] === ':' ? skipSpace(text, colon + 1) : undefined;
}

function skipSpace(text: string, from: number): number {
  let position = from;
  while (position < text.length && text.charCodeAt(position) <= 0x20) {
    position++;
  }
  return position;
}

function endOfValue(text: string, start: number): number {
  let depth = 0;
  let position = start;
  while (position < text.length) {
    const character = text[position];
    if (character === '"') {
      position = endOfString(text, position);
      if (depth === 0) {
        return position;
      }
    } else if (character === '{' || character === '[') {
      depth++;
      position++;
    } else if (character === '}' || character === ']') {
      if (depth <= 1) {
        return depth === 0 ? position : position + 1;
      }
      depth--;
      position++;
    } else if (character === ',' && depth === 0) {
      return position;
    } else {
      position++;
    }
  }
  return position;
}

/** A value with the strings in it shortened; the keys of objects are not. */
function cutStrings(value: string): string {
  let output = '';
  let position = 0;
  for (;;) {
    const open = value.indexOf('"', position);
    if (open < 0) {
      return output + value.slice(position);
    }
    const end = endOfString(value, open);
    const isKey = startOfValue(value, end) !== undefined;
    const string = value.slice(open, end);
    output += value.slice(position, open) + (isKey ? string : cut(string));
    position = end;
  }
}

/** `"a long text…"`; the text stays valid JSON, as escape sequences are not cut in two. */
function cut(string: string): string {
  if (string.length <= MAX_TEXT + 2) {
    return string;
  }
  const kept = string
    .slice(0, MAX_TEXT + 1)
    .replace(/\\(u[0-9a-fA-F]{0,3})?$/, match =>
      // An even number of backslashes before it means that this one is the second half of a pair.
      isEscape(string, MAX_TEXT + 1 - match.length) ? '' : match,
    );
  return `${kept}…"`;
}

function isEscape(string: string, backslash: number): boolean {
  let before = 0;
  while (string[backslash - 1 - before] === '\\') {
    before++;
  }
  return before % 2 === 0;
}

/** The name that a key stands for; keys are hardly ever escaped. */
function toName(key: string): string {
  if (!key.includes('\\')) {
    return key.slice(1, -1);
  }
  try {
    return JSON.parse(key);
  } catch {
    return key;
  }
}
