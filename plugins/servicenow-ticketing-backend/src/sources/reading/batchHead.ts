import {
  MAX_BATCH_ITEMS,
  sourceId,
} from 'backstage-plugin-servicenow-ticketing-common';
import { z } from 'zod';
import { PayloadTooLargeError } from '../../domain/PayloadTooLargeError';
import { check } from '../../domain/problems/check';
import { toInputError } from '../../domain/problems/toInputError';

const head = z.object({ source: sourceId, items: z.array(z.unknown()) });

/** What is looked at of a batch before its items are: whose it is, and how many they are. */
export interface BatchHead {
  source: string;
  items: number;
}

/** @throws InputError about a document that is no batch */
export function readBatchHead(document: unknown): BatchHead {
  const read = check(head, document);
  if (!('data' in read)) {
    throw toInputError(read.problems);
  }
  return { source: read.data.source, items: read.data.items.length };
}

/** @throws PayloadTooLargeError when there are too many items */
export function checkBatchSize({ items }: BatchHead): void {
  if (items > MAX_BATCH_ITEMS) {
    throw new PayloadTooLargeError(
      `items: a batch may hold at most ${MAX_BATCH_ITEMS} items, and this one holds ${items}. Send them in several batches with the same run.`,
    );
  }
}
