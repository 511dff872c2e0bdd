/** Code between backticks: markdown takes it as it is. */
const CODE = /(```[\s\S]*?(?:```|$)|`[^`\n]*`)/;
/** What could begin an element, a comment or a declaration of HTML. */
const MARKUP = /<(?=[a-z/!?])/gi;

/**
 * Lets HTML in markdown show as text. What this overlooks is cleaned by the renderer all the same, so that it is about
 * what people see and not about what could run.
 */
export function escapeMarkup(markdown: string): string {
  return markdown
    .split(CODE)
    .map((part, index) =>
      // Every second part is code.
      index % 2 === 1 ? part : part.replace(MARKUP, '&lt;'),
    )
    .join('');
}
