import type { Config } from '@backstage/config';
import {
  severity as severities,
  type Severity,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { DatasetPattern } from '../domain/datasetPattern';
import type { SignatureSettings } from '../domain/signature';
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
  /** How it signs, where it does so instead of sending a token. */
  signature?: SignatureSettings;
  /** The topic of the host's events that it reports under. */
  eventTopic?: string;
}

const SECTION = 'servicenowTicketing.sources';
const MIN_SECRET_LENGTH = 16;
const HEADER_NAME = /^[a-z0-9-]{1,100}$/;
const TOPIC = /^[A-Za-z0-9._-]{1,200}$/;
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
  const topics = new Map<string, string>();
  return (sources?.keys() ?? []).map(id => {
    if (!SOURCE_ID.test(id)) {
      throw new Error(
        `Invalid source id "${id}" at ${SECTION}: use at most 64 letters, digits, dashes and underscores, such as "warehouse"`,
      );
    }
    const source = readSource(sources!.getConfig(id), {
      id,
      adapters: options.adapters,
    });
    checkTopic(config, source, topics);
    return source;
  });
}

/** @throws Error about a topic that would let anybody in, or that is another source's, too */
function checkTopic(
  config: Config,
  { id, eventTopic }: SourceConfig,
  topics: Map<string, string>,
): void {
  if (eventTopic === undefined) {
    return;
  }
  const other = topics.get(eventTopic);
  if (other !== undefined) {
    throw new Error(
      `The sources ${other} and ${id} have the same topic at ${SECTION}.${id}.eventTopic: give each its own`,
    );
  }
  topics.set(eventTopic, id);
  if (
    config.getOptionalStringArray('events.http.topics')?.includes(eventTopic)
  ) {
    throw new Error(
      `Take "${eventTopic}" out of events.http.topics: anybody could post to it. The events module of this plugin opens it, for signed requests only.`,
    );
  }
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
    ...readSigning(config, `${SECTION}.${id}`),
  };
}

/**
 * Reads how a source signs and under which topic its events come.
 *
 * @internal
 */
export function readSigning(
  config: Config,
  path: string,
): Pick<SourceConfig, 'signature' | 'eventTopic'> {
  const secret = config.getOptionalString('secret');
  const header = config.getOptionalString('signatureHeader')?.toLowerCase();
  const eventTopic = config.getOptionalString('eventTopic');
  if (secret !== undefined && secret.length < MIN_SECRET_LENGTH) {
    throw new Error(
      `Invalid secret at ${path}.secret: use at least ${MIN_SECRET_LENGTH} characters, such as what openssl rand -hex 32 gives`,
    );
  }
  if (header !== undefined && secret === undefined) {
    throw new Error(
      `${path}.signatureHeader needs ${path}.secret, which the sender signs with`,
    );
  }
  if (header !== undefined && !HEADER_NAME.test(header)) {
    throw new Error(
      `Invalid header name at ${path}.signatureHeader: write it like X-OM-Signature`,
    );
  }
  if (eventTopic !== undefined && !TOPIC.test(eventTopic)) {
    throw new Error(
      `Invalid topic at ${path}.eventTopic: use letters, digits, dots, dashes and underscores, such as data-quality.warehouse`,
    );
  }
  return {
    signature: secret === undefined ? undefined : { secret, header },
    eventTopic,
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
