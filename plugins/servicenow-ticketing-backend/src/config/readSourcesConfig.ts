import type { Config } from '@backstage/config';
import {
  severity as severities,
  type Severity,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { DatasetPattern } from '../domain/datasetPattern';
import type { AnomalySource } from 'backstage-plugin-servicenow-ticketing-node';

/** A configured source of anomalies. @internal */
export interface SourceConfig {
  id: string;
  /** What people read instead of the id. */
  title: string;
  adapter: AnomalySource;
  /** Turns the tool's severities, in lower case, into ours. */
  severity: Record<string, Severity>;
  /** Labels that name the dataset, for tools that label freely. */
  datasetLabels?: string[];
  /** How its datasets are called in the catalog. */
  datasetPattern?: DatasetPattern;
}

const SECTION = 'servicenowTicketing.sources';
const SOURCE_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

/**
 * Reads `servicenowTicketing.sources`; no sources is fine, nothing can be reported then.
 *
 * @throws Error that names the key at fault and what it may hold
 * @internal
 */
export function readSourcesConfig(
  config: Config,
  options: { adapters: AnomalySource[] },
): SourceConfig[] {
  const sources = config.getOptionalConfig(SECTION);
  return (sources?.keys() ?? []).map(id => {
    if (!SOURCE_ID.test(id)) {
      throw new Error(
        `Invalid source id "${id}" at ${SECTION}: use at most 64 letters, digits, dashes and underscores, such as "warehouse"`,
      );
    }
    return readSource(sources!.getConfig(id), {
      id,
      adapters: options.adapters,
    });
  });
}

function readSource(
  config: Config,
  options: { id: string; adapters: AnomalySource[] },
): SourceConfig {
  const { id, adapters } = options;
  const name = config.getString('adapter');
  const adapter = adapters.find(candidate => candidate.adapter === name);
  if (!adapter) {
    const known = adapters.map(candidate => candidate.adapter).sort();
    throw new Error(
      `Unknown adapter "${name}" at ${SECTION}.${id}.adapter: known are ${known.join(
        ', ',
      )}. Other tools need a backend module that adds an anomaly source.`,
    );
  }
  return {
    id,
    title: config.getOptionalString('title') ?? id,
    adapter,
    severity: readSeverities(config, `${SECTION}.${id}.severity`),
    datasetLabels: config.getOptionalStringArray('datasetLabels'),
    datasetPattern: readPattern(config, `${SECTION}.${id}.datasetPattern`),
  };
}

function readPattern(config: Config, path: string): DatasetPattern | undefined {
  const section = config.getOptionalConfig('datasetPattern');
  if (!section) {
    return undefined;
  }
  const entityRef = section.getString('entityRef');
  const source = section.getString('match');
  let match: RegExp;
  try {
    match = new RegExp(source);
  } catch (error) {
    throw new Error(
      `Invalid regular expression at ${path}.match: ${
        (error as Error).message
      }. Write it like ^prod\\.(?<schema>[^.]+)\\.(?<table>[^.]+)$`,
    );
  }
  for (const [, group] of entityRef.matchAll(/\{(\w+)\}/g)) {
    if (!source.includes(`(?<${group}>`)) {
      throw new Error(
        `Unknown group {${group}} at ${path}.entityRef: ${path}.match has no (?<${group}>...)`,
      );
    }
  }
  return { match, entityRef };
}

function readSeverities(
  config: Config,
  path: string,
): Record<string, Severity> {
  const table = config.getOptionalConfig('severity');
  const entries = (table?.keys() ?? []).map(word => {
    const ours = severities.safeParse(table!.get(word));
    if (!ours.success) {
      throw new Error(
        `Invalid severity "${table!.get(
          word,
        )}" at ${path}.${word}: use one of ${severities.options.join(', ')}`,
      );
    }
    return [word.toLocaleLowerCase('en-US'), ours.data] as const;
  });
  return Object.fromEntries(entries);
}
