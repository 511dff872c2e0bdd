/**
 * Rows one statement writes: SQLite takes at most 500 rows in the form knex gives a multi-row insert, and
 * PostgreSQL at most 65,535 values, a row of anomalies being the widest.
 *
 * @internal
 */
export const WRITE_CHUNK_SIZE = 250;

/** Keys one statement looks up. @internal */
export const READ_CHUNK_SIZE = 1_000;

/** Cuts a list into pieces of at most `size`. @internal */
export function* chunksOf<T>(
  items: readonly T[],
  size: number,
): Generator<T[]> {
  for (let start = 0; start < items.length; start += size) {
    yield items.slice(start, start + size);
  }
}
