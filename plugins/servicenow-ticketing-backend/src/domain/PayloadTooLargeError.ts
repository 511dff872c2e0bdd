import { CustomErrorBase } from '@backstage/errors';

/** A body is larger than what is taken: status 413. @internal */
export class PayloadTooLargeError extends CustomErrorBase {
  name = 'PayloadTooLargeError' as const;
  readonly statusCode = 413;
}
