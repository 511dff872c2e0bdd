import { InputError, isError } from '@backstage/errors';
import type { JsonValue } from '@backstage/types';
import type { AnomalySource } from 'backstage-plugin-servicenow-ticketing-node';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import Piscina from 'piscina';
import { builtInSources } from '..';
import type { PackedBody } from '../../domain/packedBody';
import { PayloadTooLargeError } from '../../domain/PayloadTooLargeError';
import { readBatchHead, type BatchHead } from './batchHead';
import { parseBody } from './parseBody';
import { PieceAssembler } from './pieces';
import {
  readDelivery,
  type ReadDelivery,
  type ReadingOptions,
} from './readDelivery';
import {
  work,
  workerFile,
  type ReadingMessage,
  type ReadingTask,
} from './readingWorker';

/** Unpacked bytes up to which a document is read in this thread, which takes a few milliseconds. */
const SMALL_BYTES = 100_000;
/** Memory a thread may use, so that a document that is a bomb ends the thread and nothing else. */
const MAX_MEMORY_MEGABYTES = 1_024;
/** Time a thread may take, from when it begins: fifty megabytes of dbt take a few seconds. */
const MAX_SECONDS = 120;
const IDLE_TIMEOUT_MS = 30_000;
const MAX_THREADS = 2;

const unpack = promisify(gunzip);

const NO_OPTIONS: ReadingOptions = {
  source: '',
  severity: {},
  receivedAt: new Date(0),
};

/**
 * Reads documents without keeping this thread busy: small ones here, large ones in other threads. Adapters of other
 * backend modules cannot go to another thread: for these, only unpacking and parsing happens there.
 *
 * @internal
 */
export class ReadingPool {
  readonly #smallBytes: number;
  readonly #maxMemory: number;
  readonly #maxSeconds: number;
  #pool: Piscina | undefined;

  constructor(
    options: {
      smallBytes?: number;
      maxMemoryMegabytes?: number;
      maxSeconds?: number;
    } = {},
  ) {
    this.#smallBytes = options.smallBytes ?? SMALL_BYTES;
    this.#maxMemory = options.maxMemoryMegabytes ?? MAX_MEMORY_MEGABYTES;
    this.#maxSeconds = options.maxSeconds ?? MAX_SECONDS;
  }

  /**
   * Reads a document.
   *
   * @throws InputError when it is no document of the source's, PayloadTooLargeError when reading it takes too much
   *   memory or time
   */
  async read(
    body: PackedBody,
    options: ReadingOptions & { adapter: AnomalySource },
  ): Promise<ReadDelivery> {
    const { adapter, ...rest } = options;
    if (body.bytes > this.#smallBytes && builtInSources.includes(adapter)) {
      return this.#readElsewhere(body, { ...rest, adapter: adapter.adapter });
    }
    return readHere(await this.#parse(body), options);
  }

  /** Whose batch it is, and of how many. @throws InputError when it is no batch */
  async readBatchHead(body: PackedBody): Promise<BatchHead> {
    if (body.bytes <= this.#smallBytes) {
      return readBatchHead(await this.#parse(body));
    }
    let head: BatchHead | undefined;
    const task = { wanted: 'batch-head', options: NO_OPTIONS } as const;
    await this.#run(body, task, message => {
      if ('head' in message) {
        head = message.head;
      }
    });
    return head!;
  }

  async #parse(body: PackedBody): Promise<JsonValue> {
    if (body.bytes <= this.#smallBytes) {
      return parseBody(await unpack(body.packed));
    }
    const assembler = new PieceAssembler();
    const task = { wanted: 'document', options: NO_OPTIONS } as const;
    await this.#run(body, task, message => {
      if ('piece' in message) {
        assembler.add(message.piece);
      }
    });
    return assembler.document();
  }

  /** Ends the threads. */
  async stop(): Promise<void> {
    await this.#pool?.destroy();
    this.#pool = undefined;
  }

  async #readElsewhere(
    body: PackedBody,
    { adapter, ...options }: ReadingOptions & { adapter: string },
  ): Promise<ReadDelivery> {
    const delivery: ReadDelivery = { batch: false, results: [] };
    await this.#run(body, { wanted: { adapter }, options }, message => {
      if ('batch' in message) {
        delivery.batch = message.batch;
      } else if ('report' in message) {
        delivery.results.push({
          report: { ...message.report, observations: [] },
        });
      } else if ('reason' in message) {
        delivery.results.push(message);
      } else if ('observations' in message) {
        const last = delivery.results.at(-1);
        if (last && 'report' in last) {
          last.report.observations.push(...message.observations);
        }
      }
    });
    return delivery;
  }

  /** Has a thread work on a document; what it says is handed on, with other work in between. */
  async #run(
    body: PackedBody,
    task: Pick<ReadingTask, 'wanted' | 'options'>,
    onMessage: (message: ReadingMessage) => void,
  ): Promise<void> {
    const { port1: ours, port2: port } = new MessageChannel();
    const timeout = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    let refused: string | undefined;
    const finished = new Promise<void>(resolve => {
      ours.on('message', async (message: ReadingMessage) => {
        if ('started' in message) {
          timer = setTimeout(() => timeout.abort(), this.#maxSeconds * 1_000);
        } else if ('refused' in message) {
          refused = message.refused;
        }
        onMessage(message);
        await nextTurn();
        ours.postMessage('next');
        if ('done' in message) {
          resolve();
        }
      });
    });
    try {
      await this.#threads().run(
        { ...task, body: body.packed, port } satisfies ReadingTask,
        { transferList: [port], signal: timeout.signal },
      );
      await finished;
    } catch (error) {
      if (timeout.signal.aborted) {
        throw new PayloadTooLargeError(
          `Reading the document takes longer than ${
            this.#maxSeconds
          } seconds. Send the results in several documents, or without a manifest.`,
        );
      }
      if (isError(error) && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
        throw new PayloadTooLargeError(
          `Reading the document takes more than ${
            this.#maxMemory
          } MB of memory. Send the results in several documents, or without a manifest.`,
        );
      }
      throw error;
    } finally {
      clearTimeout(timer);
      ours.close();
    }
    if (refused !== undefined) {
      throw new InputError(refused);
    }
  }

  #threads(): Piscina {
    this.#pool ??= new Piscina({
      filename: workerFile,
      name: work.name,
      minThreads: 0,
      maxThreads: MAX_THREADS,
      idleTimeout: IDLE_TIMEOUT_MS,
      resourceLimits: { maxOldGenerationSizeMb: this.#maxMemory },
      // Where nothing is built yet, what compiles TypeScript as it is loaded must be there, too.
      execArgv: workerFile.endsWith('.ts')
        ? [
            '--require',
            require.resolve('@backstage/cli/config/nodeTransform.cjs'),
          ]
        : [],
    });
    return this.#pool;
  }
}

/** Reads in this thread, with other work in between. */
async function readHere(
  document: JsonValue,
  options: ReadingOptions & { adapter: AnomalySource },
): Promise<ReadDelivery> {
  const reading = readDelivery(document, options);
  for (;;) {
    const step = reading.next();
    if (step.done) {
      return step.value;
    }
    await nextTurn();
  }
}
