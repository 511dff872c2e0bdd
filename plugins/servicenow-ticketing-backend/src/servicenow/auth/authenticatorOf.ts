import { InputError } from '@backstage/errors';
import type { IntegrationAuth } from 'backstage-plugin-servicenow-ticketing-common';
import { basicAuth, type Authenticator } from './basic';

/** What signs the calls of an integration. @internal */
export function authenticatorOf(auth: IntegrationAuth): Authenticator {
  if (auth.type === 'basic') {
    return basicAuth(auth);
  }
  throw new InputError(`auth.type: "${auth.type}" is not supported yet`);
}
