import type { AuditorService } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type { Request } from 'express';

/** What is said of an action to those who audit; never secrets. */
export interface AuditedAction {
  /** Such as `integration-connect`. */
  eventId: string;
  meta?: JsonObject;
  /** `low` for what people do all day. Default: medium */
  severityLevel?: 'low' | 'medium';
}

/** Does something that auditors shall know of, whether it succeeds or not. */
export function auditedBy(auditor: AuditorService) {
  return async <T>(
    req: Request,
    action: AuditedAction,
    act: () => Promise<T>,
  ): Promise<T> => {
    const event = await auditor.createEvent({
      severityLevel: 'medium',
      ...action,
      request: req,
    });
    let result: T;
    try {
      result = await act();
    } catch (error) {
      await event.fail({
        error: error instanceof Error ? error : new Error(String(error)),
      });
      throw error;
    }
    await event.success();
    return result;
  };
}
