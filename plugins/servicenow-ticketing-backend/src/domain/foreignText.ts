/*
 * Text that people wrote in ServiceNow. It may be anything: markup, scripts, control characters, half characters, very
 * long. It is kept as text and shown as text; only what no database or page can hold is taken out.
 */

// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

const HALF_CHARACTER = /\p{Surrogate}/gu;

/** Text of several lines, of at most so many characters. @internal */
export function cleanText(text: string, maximum: number): string {
  const clean = text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(CONTROL, '')
    .replace(HALF_CHARACTER, '\ufffd')
    .trim();
  return clean.length > maximum
    ? `${clean.slice(0, maximum - 1).replace(HALF_CHARACTER, '')}…`
    : clean;
}

/** Text of one line, of at most so many characters. @internal */
export function cleanLine(text: string, maximum: number): string {
  return cleanText(text.replace(/\s+/g, ' '), maximum);
}
