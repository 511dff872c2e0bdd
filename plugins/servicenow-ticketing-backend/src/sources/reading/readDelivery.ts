import { InputError, isError } from '@backstage/errors';
import type { Severity } from 'backstage-plugin-servicenow-ticketing-common';
import type {
  AnomalySource,
  Observation,
  ParsedReport,
} from 'backstage-plugin-servicenow-ticketing-node';
import { Distinguisher } from '../../domain/distinguish';
import type { KnownObservation } from '../../domain/observe';
import { observedTime } from '../../domain/observedTime';
import { storableText } from '../../domain/sanitizeObservation';
import { readEvents, type CloudEvent } from '../cloudevents/readEvents';

/** How the documents of a source are to be read; can be sent to another thread. @internal */
export interface ReadingOptions {
  /** Id of the source. */
  source: string;
  /** Turns the tool's severities into ours. */
  severity: Record<string, Severity>;
  datasetLabels?: string[];
  receivedAt: Date;
  /** What says that it is a CloudEvent. */
  eventHeaders?: Record<string, string>;
}

/** What a document says, bare or of one CloudEvent. @internal */
export interface ReadReport {
  event?: Pick<CloudEvent, 'id' | 'source'>;
  run: { id: string; observedAt: Date };
  ignored: number;
  /** Items that cannot be used or are repeated, by position. */
  errors: { index: number; reason: string }[];
  observations: KnownObservation[];
}

/** What was found of one document, or why it cannot be used. @internal */
export type ReadResult = { report: ReadReport } | { reason: string };

/** What was found in a delivery. @internal */
export interface ReadDelivery {
  /** Whether it was sent as a batch of events, even of one. */
  batch: boolean;
  /** One, or one for each event of a batch. */
  results: ReadResult[];
}

/** A document of a delivery, before its adapter has read it. */
export type Unread =
  | { document: unknown; event?: CloudEvent }
  | { reason: string };

const MAX_REASON_LENGTH = 1_500;
/** Observations that are looked at between two steps. */
const OBSERVATIONS_PER_STEP = 200;

/**
 * Reads a delivery step by step, so that whoever does it in a thread with other work can do that in between.
 *
 * @throws InputError when it is no document of the source's
 */
export function* readDelivery(
  document: unknown,
  options: ReadingOptions & { adapter: AnomalySource },
): Generator<undefined, ReadDelivery> {
  const { batch, unread } = unwrap(document, options.eventHeaders);
  const results: ReadResult[] = [];
  for (const one of unread) {
    if ('reason' in one) {
      results.push(one);
      continue;
    }
    try {
      results.push({ report: yield* readReport(one, options) });
    } catch (error) {
      // The others of a batch are not to suffer for one that is no document of the source's.
      if (!batch || !isInputError(error)) {
        throw error;
      }
      results.push({ reason: error.message });
    }
    yield;
  }
  return { batch, results };
}

/** The documents of a delivery: itself, or what its CloudEvents carry. */
function unwrap(
  document: unknown,
  headers: Record<string, string> | undefined,
): { batch: boolean; unread: Unread[] } {
  const delivery = readEvents(document, headers);
  return delivery
    ? {
        batch: delivery.batch,
        unread: delivery.events.map(read =>
          'reason' in read
            ? read
            : { document: read.event.data, event: read.event },
        ),
      }
    : { batch: false, unread: [{ document }] };
}

function* readReport(
  { document, event }: { document: unknown; event?: CloudEvent },
  options: ReadingOptions & { adapter: AnomalySource },
): Generator<undefined, ReadReport> {
  const { adapter, source, severity, datasetLabels, receivedAt } = options;
  const parsed = parse(adapter, document, {
    severity,
    datasetLabels,
    receivedAt: observedTime(event?.time, receivedAt),
  });
  yield;
  const errors = [...parsed.errors];
  const distinguisher = new Distinguisher(source);
  for (const [position, observation] of parsed.observations.entries()) {
    const reason = add(distinguisher, observation);
    if (reason) {
      errors.push({ index: observation?.index ?? position, reason });
    }
    if (position % OBSERVATIONS_PER_STEP === OBSERVATIONS_PER_STEP - 1) {
      yield;
    }
  }
  const { distinct, repeated } = distinguisher.result();
  return {
    event: event && { id: event.id, source: event.source },
    run: {
      id: String(parsed.run.id),
      observedAt: observedTime(parsed.run.observedAt, receivedAt),
    },
    ignored: parsed.ignored,
    errors: [...errors, ...repeated].sort((a, b) => a.index - b.index),
    observations: distinct,
  };
}

/** Why an observation cannot be used; `undefined` when it can. Adapters may be anybody's. */
function add(
  distinguisher: Distinguisher,
  observation: Observation,
): string | undefined {
  try {
    distinguisher.add(observation);
    return undefined;
  } catch (error) {
    return `the adapter reads it as something that is no observation: ${messageOf(
      error,
    )}`;
  }
}

/** @throws InputError whatever goes wrong: a document that trips an adapter is one that cannot be used. */
function parse(
  adapter: AnomalySource,
  document: unknown,
  options: Parameters<AnomalySource['parse']>[1],
): ParsedReport {
  try {
    return adapter.parse(document, options);
  } catch (error) {
    if (isInputError(error)) {
      throw error;
    }
    throw new InputError(
      `The adapter ${adapter.adapter} cannot read this document: ${messageOf(
        error,
      )}`,
    );
  }
}

function messageOf(error: unknown): string {
  const message = isError(error) ? error.message : String(error);
  return storableText(message, MAX_REASON_LENGTH);
}

function isInputError(error: unknown): error is Error {
  return isError(error) && error.name === 'InputError';
}
