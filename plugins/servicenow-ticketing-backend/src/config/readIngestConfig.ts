import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readDuration } from './readDuration';

const ROOT = 'servicenowTicketing.ingest';
const KEEP = `${ROOT}.keepDocuments`;
const MEGABYTE = 1024 * 1024;

/** What is kept of reported documents. @internal */
export interface IngestSettings {
  /** Whether documents stay when they are done with. */
  keep: boolean;
  /** Age in milliseconds at which documents are removed. */
  maxAge: number;
  /** Bytes that all documents together take up at most, packed. */
  maxTotalBytes: number;
  /** Age in milliseconds at which it is forgotten that a document came. */
  rememberFor: number;
}

/**
 * Reads `servicenowTicketing.ingest`.
 *
 * @throws InputError that names the config path and the remedy.
 * @internal
 */
export function readIngestConfig(config: Config): IngestSettings {
  const section = config.getOptionalConfig(ROOT);
  const keep = section?.getOptionalConfig('keepDocuments');
  const megabytes = keep?.getOptionalNumber('maxTotalMegabytes') ?? 1_000;
  if (!(megabytes >= 1)) {
    throw new InputError(
      `${KEEP}.maxTotalMegabytes: must be a number from 1 on. To keep no documents at all, set ${KEEP}.enabled to false.`,
    );
  }
  return {
    keep: keep?.getOptionalBoolean('enabled') ?? true,
    maxAge: readDuration(keep, {
      root: KEEP,
      key: 'maxAge',
      fallback: { days: 7 },
    }),
    maxTotalBytes: megabytes * MEGABYTE,
    rememberFor: readDuration(section, {
      root: ROOT,
      key: 'rememberFor',
      fallback: { days: 90 },
    }),
  };
}
