import { InputError } from '@backstage/errors';
import type { IntegrationAuth } from 'backstage-plugin-servicenow-ticketing-common';
import type { Authenticator } from './Authenticator';
import { basicAuth } from './basic';

/** What signs the calls of an integration. @internal */
export function authenticatorOf(auth: IntegrationAuth): Authenticator {
  if (auth.type === 'basic') {
    return basicAuth(auth);
  }
  throw new InputError(`auth.type: "${auth.type}" is not supported yet`);
}
