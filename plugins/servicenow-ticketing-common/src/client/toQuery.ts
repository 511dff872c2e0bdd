/** Builds a query string: lists become comma separated, what is undefined or empty is left out. */
export function toQuery(parameters: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    const text = Array.isArray(value) ? value.join(',') : value;
    if (text !== undefined && text !== '') {
      search.set(name, String(text));
    }
  }
  const query = search.toString();
  return query ? `?${query}` : '';
}
