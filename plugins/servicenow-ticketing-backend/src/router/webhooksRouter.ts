import {
  AuthenticationError,
  ConflictError,
  InputError,
} from '@backstage/errors';
import { numericId } from 'backstage-plugin-servicenow-ticketing-common';
import express, { type Request, type Response, type Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import { parse } from './parse';
import { PayloadTooLargeError } from '../domain/PayloadTooLargeError';

/** Where ServiceNow calls; not signed in, but signed. @internal */
export const WEBHOOK_PATH = '/webhooks/servicenow';

const MAX_KILOBYTES = 256;

const webhookParams = z.object({ integration_id: numericId });

/** Takes calls of ServiceNow in, implemented by PushInbox. @internal */
export interface PushReceiver {
  receive(call: {
    integrationId: number;
    body: Buffer;
    signature?: string;
    timestamp?: string;
  }): Promise<'accepted' | 'unsigned' | 'stale' | 'repeated' | 'malformed'>;
}

/** The route that ServiceNow calls when something changed. */
export function createWebhooksRouter(options: { push: PushReceiver }): Router {
  const router = PromiseRouter();
  const readBody = express.raw({
    limit: `${MAX_KILOBYTES}kb`,
    type: () => true,
  });
  const bodyOf = (req: Request, res: Response) =>
    new Promise<Buffer>((resolve, reject) => {
      readBody(req, res, (error?: unknown) => {
        if (error) {
          reject(toRefusal(error));
        } else {
          resolve(Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0));
        }
      });
    });

  router.post(`${WEBHOOK_PATH}/:integration_id`, async (req, res) => {
    const { integration_id: integrationId } = parse(webhookParams, req.params);
    const outcome = await options.push.receive({
      integrationId,
      body: await bodyOf(req, res),
      signature: req.get('x-servicenow-signature'),
      timestamp: req.get('x-servicenow-timestamp'),
    });
    switch (outcome) {
      case 'accepted':
        res.status(202).json({ accepted: true });
        return;
      case 'unsigned':
        throw new AuthenticationError(
          'The signature is missing or wrong, or push is not set up for this integration. Send X-ServiceNow-Timestamp, and in X-ServiceNow-Signature the hex HMAC-SHA256 of timestamp, a dot and the body, made with the secret of the integration.',
        );
      case 'stale':
        throw new AuthenticationError(
          'X-ServiceNow-Timestamp is more than 5 minutes away from the time here. Send seconds since 1970, and check the clocks.',
        );
      case 'repeated':
        throw new ConflictError('This call was taken in before.');
      case 'malformed':
        throw new InputError(
          'The body must be a JSON object, such as {"table":"incident","sys_id":"…"}.',
        );
    }
  });
  return router;
}

function toRefusal(error: unknown): unknown {
  const { type, status, message } = error as {
    type?: string;
    status?: number;
    message?: string;
  };
  if (type === 'entity.too.large') {
    return new PayloadTooLargeError(
      `The body is larger than ${MAX_KILOBYTES} kB. Send the table and sys_id of the record alone.`,
    );
  }
  return status === 400 || status === 415
    ? new InputError(`The body cannot be read: ${message}`)
    : error;
}
