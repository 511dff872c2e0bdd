import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { isServiceNowError } from '../servicenow/ServiceNowError';
import type { ConnectedIntegration } from './IntegrationRegistry';

/**
 * Turns a failure of ServiceNow into one that callers of the HTTP API can act on: 400 when what they asked for is
 * refused, 404 when it is not there, 503 with the name of the integration when the connection or its account is the
 * trouble. Other errors stay as they are.
 */
export function toServiceError(
  error: unknown,
  integration: ConnectedIntegration,
): unknown {
  if (!isServiceNowError(error)) {
    return error;
  }
  switch (error.kind) {
    case 'InvalidRequest':
    case 'InvalidValue':
    case 'UnknownTable':
    case 'UnknownField':
    case 'DataPolicy':
    case 'BusinessRule':
      return new InputError(error.message, error);
    case 'NotFound':
      return new NotFoundError(error.message, error);
    case 'Credentials':
    case 'Access':
    case 'NotConfigured':
    case 'RateLimit':
    case 'Server':
    case 'Timeout':
    case 'Unreachable':
    case 'Certificate':
    case 'AddressRefused':
    case 'Asleep':
    case 'NotServiceNow':
    case 'BrokenAnswer':
    case 'BreakerOpen':
    case 'Busy':
    case 'Aborted':
    case 'InDoubt':
      return new ServiceUnavailableError(
        `${integration.settings.title}: ${error.message}`,
        error,
      );
  }
}
