import { InputError } from '@backstage/errors';
import {
  anomalyBatchItem,
  anomalyBatchRun,
  type AnomalyBatchItem,
} from 'backstage-plugin-servicenow-ticketing-common';
import type {
  AnomalySource,
  Observation,
  ObservedDataset,
  ParseOptions,
} from 'backstage-plugin-servicenow-ticketing-node';
import { isObject, looksLikeQualytics, wrongDocument } from '../documentShapes';
import { readItems } from '../readItems';
import { digest, firstTime } from '../runs';
import { severityOf, USUAL_SEVERITIES } from '../severityOf';

const EXPECTED =
  'Send {"run": {"id": …, "observed_at": …}, "items": [{"check_key": …, "outcome": "fail", "dataset": {"fqn": …}}]}.';

/** Reads the canonical form, for tools and scripts that have none of their own. @internal */
export const canonicalSource: AnomalySource = {
  adapter: 'canonical',
  parse(document, options) {
    if (
      !isObject(document) ||
      !Array.isArray(document.items) ||
      looksLikeQualytics(document)
    ) {
      throw wrongDocument(document, {
        tool: 'the canonical form',
        expected: EXPECTED,
      });
    }
    const run = readRun(document.run);
    const read = readItems(document.items, anomalyBatchItem, (item, index) =>
      toObservation({ index, item, options }),
    );
    return {
      run: {
        id:
          run?.id ||
          digest([
            run?.observed_at,
            ...read.observations.flatMap(item => [item.checkKey, item.outcome]),
          ]),
        observedAt: firstTime(run?.observed_at) ?? options.receivedAt,
      },
      ...read,
    };
  },
};

function readRun(value: unknown) {
  const run = anomalyBatchRun.nullish().safeParse(value);
  if (!run.success) {
    const problems = run.error.issues.map(
      ({ path, message }) => `${['run', ...path].join('.')}: ${message}`,
    );
    throw new InputError(`${problems.join('; ')}. ${EXPECTED}`);
  }
  return run.data;
}

function toObservation(context: {
  index: number;
  item: AnomalyBatchItem;
  options: ParseOptions;
}): Observation {
  const { index, item, options } = context;
  const title = item.title?.trim() || item.check_key;
  return {
    index,
    checkKey: item.check_key,
    identity: item.fingerprint || undefined,
    outcome: item.outcome,
    dataset: datasetOf(item),
    entityRef: item.entity_ref || undefined,
    partition: item.partition || undefined,
    fields: item.fields ?? [],
    type: item.type?.trim() || 'check',
    ...severityOf([item.severity, item.outcome === 'warn' ? 'warn' : ''], {
      table: options.severity,
      usual: USUAL_SEVERITIES,
      otherwise: 'high',
    }),
    weight: item.weight ?? undefined,
    count: item.count ?? undefined,
    title,
    message: item.message ?? '',
    url: item.url ?? undefined,
    tags: item.tags ?? [],
  };
}

/** @throws Error about an item that names nothing it could be about */
function datasetOf({ dataset, entity_ref: ref }: AnomalyBatchItem) {
  const platform = dataset?.platform || undefined;
  const fqn = dataset?.fqn || undefined;
  const name = dataset?.name || fqn?.split('.').at(-1) || fqn || ref;
  if (!name) {
    throw new Error(
      'dataset: is missing; name the dataset by fqn or name, or the entity by entity_ref',
    );
  }
  return { platform, fqn, name } satisfies ObservedDataset;
}
