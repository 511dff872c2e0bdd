import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Request } from 'express';
import type { CallerOptions } from '../services/contracts';

/** Who sends a request that people and programs may send; others are refused. */
export function callerOf(
  httpAuth: HttpAuthService,
): (req: Request) => Promise<CallerOptions> {
  return async req => ({
    credentials: await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    }),
  });
}
