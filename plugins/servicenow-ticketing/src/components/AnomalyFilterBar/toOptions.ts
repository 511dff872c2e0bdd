import type { FacetValue } from 'backstage-plugin-servicenow-ticketing-common';

/** What there is to filter by, and what the URL names although nothing open has it. */
export function toOptions(
  facets: FacetValue[] | undefined,
  chosen: string[],
): {
  value: string;
  label: string;
  count?: number;
  isInexact?: boolean;
}[] {
  const known = (facets ?? []).map(facet => ({
    value: facet.value,
    label: facet.title,
    count: facet.count,
    isInexact: !facet.count_is_exact,
  }));
  const others = chosen
    .filter(value => !known.some(option => option.value === value))
    .map(value => ({ value, label: value }));
  return [...known, ...others];
}
