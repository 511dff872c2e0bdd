/** Makes text match itself in a LIKE pattern that ends in `escape '\'`. @internal */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
