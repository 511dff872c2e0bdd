import { z } from 'zod';

/** A list as a query parameter: `a,b`. @internal */
export const commaSeparated = <T extends z.ZodType>(item: T) =>
  z.preprocess(
    value =>
      typeof value === 'string' ? value.split(',').filter(Boolean) : value,
    z.array(item).optional(),
  );
