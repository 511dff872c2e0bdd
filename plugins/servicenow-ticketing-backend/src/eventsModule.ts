import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { isError } from '@backstage/errors';
import type { RequestValidator } from '@backstage/plugin-events-node';
import { eventsExtensionPoint } from '@backstage/plugin-events-node/alpha';
import { readSigning } from './config/readSourcesConfig';
import { SignatureCheck, type SignatureSettings } from './domain/signature';

const SECTION = 'servicenowTicketing.sources';

/**
 * Opens `/api/events/http/<topic>` of the events backend for sources that have an `eventTopic` and a `secret`. What is
 * not signed with the secret is refused there.
 *
 * @public
 */
export const servicenowTicketingEventsModule = createBackendModule({
  pluginId: 'events',
  moduleId: 'servicenow-ticketing',
  register(env) {
    env.registerInit({
      deps: { config: coreServices.rootConfig, events: eventsExtensionPoint },
      async init({ config, events }) {
        const sources = config.getOptionalConfig(SECTION);
        for (const id of sources?.keys() ?? []) {
          const path = `${SECTION}.${id}`;
          const { signature, eventTopic } = readSigning(
            sources!.getConfig(id),
            path,
          );
          if (eventTopic !== undefined && signature) {
            events.addHttpPostIngress({
              topic: eventTopic,
              validator: createSignatureValidator(signature),
            });
          }
        }
      },
    });
  },
});

/** Refuses requests that are not signed. */
function createSignatureValidator(
  signature: SignatureSettings,
): RequestValidator {
  return async ({ headers, raw }, context) => {
    try {
      const check = new SignatureCheck(signature, { headers, now: new Date() });
      check.update(raw.body);
      check.verify();
    } catch (error) {
      context.reject({
        status: 401,
        payload: {
          error: {
            name: 'AuthenticationError',
            message: isError(error) ? error.message : 'The signature is wrong',
          },
        },
      });
    }
  };
}
