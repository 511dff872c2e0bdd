import { z } from 'zod';

/** Counts of anomalies stop there, and then mean "so many or more": they cost the same among a million. @public */
export const COUNT_LIMIT = 1_000;

/** Most rows one page may hold. @public */
export const MAX_PAGE_SIZE = 500;

/**
 * Query parameters of every list: `page` counts from 1, `size` is rows per page.
 * @public
 */
export const pageRequest = z.object({
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  size: z.coerce.number().int().min(1).max(MAX_PAGE_SIZE).default(50),
});
/** @public */
export type PageRequest = z.infer<typeof pageRequest>;

/**
 * One page of a list: `{items,total,page,size,pages}`, `total` counts all rows that match.
 * @public
 */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    total: z.number().int(),
    page: z.number().int(),
    size: z.number().int(),
    pages: z.number().int(),
  });

/** One page of a list of `T`. @public */
export interface Page<T> {
  items: T[];
  total: number;
  page: number;
  size: number;
  pages: number;
}

/** Wraps the rows of one page and the count of all that match. @public */
export function toPage<T>(
  items: T[],
  options: { total: number; page: number; size: number },
): Page<T> {
  const { total, page, size } = options;
  return { items, total, page, size, pages: Math.ceil(total / size) };
}
