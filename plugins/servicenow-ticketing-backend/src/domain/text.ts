const ELLIPSIS = '...';

/** A text from outside on one line: no line breaks, no control characters, no runs of blanks. @internal */
export function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ').trim();
}

/** Cuts a text that is too long, and marks where; never in the middle of a character. @internal */
export function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) {
    return text;
  }
  const kept = text.slice(0, maxLength - ELLIPSIS.length);
  return `${kept.replace(/[\ud800-\udbff]$/, '')}${ELLIPSIS}`;
}
