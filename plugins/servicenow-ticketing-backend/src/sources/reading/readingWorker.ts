import { isError } from '@backstage/errors';
import type { JsonValue } from '@backstage/types';
import { once } from 'node:events';
import type { MessagePort } from 'node:worker_threads';
import { gunzipSync } from 'node:zlib';
import { builtInSources } from '..';
import { readBatchHead, type BatchHead } from './batchHead';
import { parseBody } from './parseBody';
import { cutIntoPieces, type Piece } from './pieces';
import {
  readDelivery,
  type ReadingOptions,
  type ReadReport,
} from './readDelivery';

/** What is asked of the other thread. */
export interface ReadingTask {
  /** The document, gzip. */
  body: Uint8Array;
  /** The document itself, the head of a batch, or what an adapter that comes with the plugin makes of it. */
  wanted: 'document' | 'batch-head' | { adapter: string };
  options: ReadingOptions;
  /** Where the answer goes, message by message: each one is asked for by a message the other way. */
  port: MessagePort;
}

/** What comes through the port. */
export type ReadingMessage =
  | { started: true }
  | { piece: Piece }
  | { head: BatchHead }
  | { batch: boolean }
  | { report: Omit<ReadReport, 'observations'> }
  | { reason: string }
  /** Of the report before. */
  | { observations: ReadReport['observations'] }
  | { refused: string }
  | { done: true };

/** So many that the other thread is not kept busy by them for long. */
const OBSERVATIONS_PER_MESSAGE = 500;

/** What other threads load. */
export const workerFile = __filename;

/** What the threads of a ReadingPool do. Both exports must be used there, or they are not part of what is built. */
export async function work(task: ReadingTask): Promise<void> {
  const { port } = task;
  for (const message of messagesOf(task)) {
    port.postMessage(message);
    await once(port, 'message');
  }
  port.close();
}

function* messagesOf(task: ReadingTask): Generator<ReadingMessage> {
  yield { started: true };
  try {
    const document = parseBody(gunzipSync(task.body));
    if (task.wanted === 'batch-head') {
      yield { head: readBatchHead(document) };
    } else if (task.wanted === 'document') {
      yield* piecesOf(document);
    } else {
      yield* reportsOf(document, task.options, task.wanted.adapter);
    }
  } catch (error) {
    if (!isError(error) || error.name !== 'InputError') {
      throw error;
    }
    yield { refused: error.message };
  }
  yield { done: true };
}

function* piecesOf(document: JsonValue): Generator<ReadingMessage> {
  for (const piece of cutIntoPieces(document)) {
    yield { piece };
  }
}

function* reportsOf(
  document: JsonValue,
  options: ReadingOptions,
  name: string,
): Generator<ReadingMessage> {
  const adapter = builtInSources.find(source => source.adapter === name)!;
  const reading = readDelivery(document, { ...options, adapter });
  let step = reading.next();
  while (!step.done) {
    step = reading.next();
  }
  const { batch, results } = step.value;
  yield { batch };
  for (const result of results) {
    if ('reason' in result) {
      yield result;
      continue;
    }
    const { observations, ...report } = result.report;
    yield { report };
    for (
      let start = 0;
      start < observations.length;
      start += OBSERVATIONS_PER_MESSAGE
    ) {
      yield {
        observations: observations.slice(
          start,
          start + OBSERVATIONS_PER_MESSAGE,
        ),
      };
    }
  }
}
