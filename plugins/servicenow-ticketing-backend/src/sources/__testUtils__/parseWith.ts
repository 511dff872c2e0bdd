import type {
  AnomalySource,
  Observation,
  ParseOptions,
} from 'backstage-plugin-servicenow-ticketing-node';
import { fingerprint } from '../../domain/fingerprint';

/** When the documents of these tests arrive. */
export const RECEIVED_AT = new Date('2026-02-01T12:00:00Z');

/** Reads documents as a source does, with the options given. */
export function parseWith(source: AnomalySource) {
  return (document: unknown, options: Partial<ParseOptions> = {}) =>
    source.parse(document, {
      severity: {},
      receivedAt: RECEIVED_AT,
      ...options,
    });
}

/** What recognises each problem when it comes again. */
export function fingerprints(observations: Observation[]): string[] {
  return observations.map(observation => fingerprint('source', observation));
}
