import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readDuration } from './readDuration';

const SECTION = 'servicenowTicketing.sources';

/** How one source asks Qualytics. @internal */
export interface QualyticsSettings {
  sourceId: string;
  baseUrl: string;
  token: string;
  datastores?: number[];
  /** Milliseconds. */
  pollInterval: number;
  writesBack: boolean;
}

/**
 * Reads `servicenowTicketing.sources.<id>.qualytics` of every source that has it.
 *
 * @throws InputError that names the config path and the remedy
 * @internal
 */
export function readQualyticsConfig(config: Config): QualyticsSettings[] {
  const sources = config.getOptionalConfig(SECTION);
  return (sources?.keys() ?? []).flatMap(id => {
    const source = sources!.getConfig(id);
    const section = source.getOptionalConfig('qualytics');
    if (!section) {
      return [];
    }
    const root = `${SECTION}.${id}.qualytics`;
    const adapter = source.getString('adapter');
    if (adapter !== 'qualytics') {
      throw new InputError(
        `${root} is for the adapter qualytics, and ${SECTION}.${id}.adapter is ${adapter}. Remove one or change the other.`,
      );
    }
    return [
      {
        sourceId: id,
        baseUrl: readUrl(section.getString('baseUrl'), `${root}.baseUrl`),
        token: section.getString('token'),
        datastores: readDatastores(section, `${root}.datastores`),
        pollInterval: readDuration(section, {
          root,
          key: 'pollInterval',
          fallback: { minutes: 1 },
        }),
        writesBack: section.getOptionalBoolean('writeBack') ?? true,
      },
    ];
  });
}

function readUrl(value: string, path: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isLocal =
    url && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (!url || (url.protocol !== 'https:' && !isLocal)) {
    throw new InputError(
      `${path}: must be the https address of the API, such as https://acme.qualytics.io/api`,
    );
  }
  return value.replace(/\/+$/, '');
}

function readDatastores(section: Config, path: string): number[] | undefined {
  const values = section.getOptional('datastores');
  if (values === undefined) {
    return undefined;
  }
  if (
    !Array.isArray(values) ||
    values.length === 0 ||
    !values.every(value => Number.isInteger(value))
  ) {
    throw new InputError(
      `${path}: must be a list of ids of datastores, such as [3, 7]; leave it out for all`,
    );
  }
  return values as number[];
}
