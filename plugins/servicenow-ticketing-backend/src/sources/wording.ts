/** A count with its noun: `1 row`, `1,313 rows`. @internal */
export function amount(count: number, noun: string): string {
  return `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`;
}

/** The first line of a text that says something, without the space around it. @internal */
export function firstLine(text: string | null | undefined): string | undefined {
  return text?.trimStart().split(/\r?\n/, 1)[0].trim() || undefined;
}
