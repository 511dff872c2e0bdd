/** Words that say nothing of what a ticket is about. */
const EMPTY_WORDS = new Set([
  'a',
  'an',
  'and',
  'are',
  'for',
  'from',
  'has',
  'in',
  'is',
  'not',
  'of',
  'on',
  'or',
  'the',
  'to',
  'with',
]);

/** What a text is about, as a set of words in lower case. */
function wordsOf(text: string): Set<string> {
  const words = text.toLocaleLowerCase('en-US').match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words.filter(word => word.length > 1 && !EMPTY_WORDS.has(word)),
  );
}

/**
 * How much two short texts have in common, from 0 to 1: the share of their words that both have (Dice's coefficient).
 * @internal
 */
export function similarityOf(one: string, other: string): number {
  const [words, others] = [wordsOf(one), wordsOf(other)];
  if (words.size === 0 || others.size === 0) {
    return 0;
  }
  const shared = [...words].filter(word => others.has(word)).length;
  return (2 * shared) / (words.size + others.size);
}
