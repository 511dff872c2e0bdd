import { useRef } from 'react';
import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';

interface Option {
  value: string;
  label: string;
}

const toOptions = (labels: Map<string, string>): Option[] =>
  [...labels]
    .map(([value, label]) => ({ value, label }))
    .sort((a, b) => a.label.localeCompare(b.label));

/**
 * The sources and types to filter by: those of the rows seen so far and those the URL names, because filtering
 * by one must not take the others off the menu.
 */
export function useKnownOptions(
  rows: Anomaly[],
  chosen: { source: string[]; type: string[] },
) {
  const sources = useRef(new Map<string, string>());
  const types = useRef(new Map<string, string>());
  for (const row of rows) {
    sources.current.set(row.source, row.source_title);
    types.current.set(row.type, row.type);
  }
  const withChosen = (known: Map<string, string>, values: string[]) =>
    toOptions(
      new Map([
        ...values.map((value): [string, string] => [value, value]),
        ...known,
      ]),
    );
  return {
    sources: withChosen(sources.current, chosen.source),
    types: withChosen(types.current, chosen.type),
  };
}
