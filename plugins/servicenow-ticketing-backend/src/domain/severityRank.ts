import {
  severity as severities,
  type Severity,
} from 'backstage-plugin-servicenow-ticketing-common';

/** 1 for the worst; what the database stores so that it can sort. @internal */
export function severityRank(severity: Severity): number {
  return severities.options.indexOf(severity) + 1;
}

/** The severity of a rank. @internal */
export function severityOfRank(rank: number): Severity {
  return severities.options[rank - 1] ?? 'medium';
}
