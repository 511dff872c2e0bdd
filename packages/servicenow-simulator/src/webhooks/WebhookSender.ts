import { createHmac } from 'node:crypto';
import type { Dictionary } from '../dictionary/Dictionary';
import { withoutSecrets } from '../engine/display';
import type { Clock, RecordChange } from '../engine/types';

const MAX_DELIVERIES = 200;
const TIMEOUT_MS = 10_000;

/**
 * A business rule that calls out when records change, as customers write it with RESTMessageV2.
 *
 * @public
 */
export interface Webhook {
  url: string;
  /** Records of this table and of those that extend it. */
  table: string;
  operations?: RecordChange['operation'][];
  /** Key of the hex HMAC-SHA256; without it nothing is signed. */
  secret?: string;
  /** X-ServiceNow-Signature unless told. */
  signatureHeader?: string;
  /** Put before the signature, e.g. `sha256=`. */
  signaturePrefix?: string;
  /** X-ServiceNow-Timestamp unless told; seconds since 1970. */
  timestampHeader?: string;
  /** What is signed: the raw body, or `<timestamp>.<body>`. */
  signed?: 'body' | 'timestamp.body';
  /** Further headers, such as a shared secret. */
  headers?: Record<string, string>;
  /** Changes this user makes are not sent: stops echoes. */
  exceptChangedBy?: string;
}

/** What became of a call. @public */
export interface WebhookDelivery {
  webhookId: string;
  url: string;
  body: string;
  /** Undefined when no answer came. */
  status?: number;
  error?: string;
}

/** Calls the webhooks when records change, in the order of the changes. @internal */
export class WebhookSender {
  readonly #clock: Clock;
  readonly #webhooks = new Map<string, Webhook>();
  #deliveries: WebhookDelivery[] = [];
  #lastId = 0;
  #queue: Promise<void> = Promise.resolve();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(webhook: Webhook): string {
    this.#lastId += 1;
    this.#webhooks.set(String(this.#lastId), webhook);
    return String(this.#lastId);
  }

  remove(id?: string): void {
    if (id === undefined) {
      this.#webhooks.clear();
      this.#deliveries = [];
    } else {
      this.#webhooks.delete(id);
    }
  }

  /** Webhooks without their secrets. */
  list() {
    return [...this.#webhooks].map(([id, { secret, headers, ...rest }]) => ({
      id,
      ...rest,
      signed: rest.signed ?? 'body',
      hasSecret: secret !== undefined,
      headerNames: Object.keys(headers ?? {}),
    }));
  }

  deliveries(): WebhookDelivery[] {
    return this.#deliveries.map(delivery => ({ ...delivery }));
  }

  /** Resolves when all calls made so far have ended. */
  settled(): Promise<void> {
    return this.#queue;
  }

  notify(change: RecordChange, dictionary: Dictionary): void {
    for (const [id, webhook] of this.#webhooks) {
      const { operations, table, exceptChangedBy } = webhook;
      if (
        dictionary.isA(change.table, table) &&
        (operations === undefined || operations.includes(change.operation)) &&
        change.changedBy !== exceptChangedBy
      ) {
        const body = JSON.stringify(payload(change, dictionary));
        // One after the other, so that the receiver sees changes in their order.
        this.#queue = this.#queue.then(() => this.#send(id, webhook, body));
      }
    }
  }

  async #send(id: string, webhook: Webhook, body: string): Promise<void> {
    const delivery: WebhookDelivery = { webhookId: id, url: webhook.url, body };
    try {
      const response = await fetch(webhook.url, {
        method: 'POST',
        body,
        headers: this.#headers(webhook, body),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      delivery.status = response.status;
      await response.body?.cancel();
    } catch (error) {
      delivery.error = (error as Error).message;
    }
    this.#deliveries.push(delivery);
    this.#deliveries = this.#deliveries.slice(-MAX_DELIVERIES);
  }

  #headers(webhook: Webhook, body: string): Record<string, string> {
    const timestamp = String(Math.floor(this.#clock.now() / 1000));
    const headers: Record<string, string> = {
      'Content-Type': 'application/json',
      [webhook.timestampHeader ?? 'X-ServiceNow-Timestamp']: timestamp,
      ...webhook.headers,
    };
    if (webhook.secret !== undefined) {
      const content =
        webhook.signed === 'timestamp.body' ? `${timestamp}.${body}` : body;
      const signature = createHmac('sha256', webhook.secret)
        .update(content)
        .digest('hex');
      headers[webhook.signatureHeader ?? 'X-ServiceNow-Signature'] =
        (webhook.signaturePrefix ?? '') + signature;
    }
    return headers;
  }
}

function payload(change: RecordChange, dictionary: Dictionary) {
  const { operation, table, previous, changedBy, journals } = change;
  const record = withoutSecrets(dictionary, table, change.record);
  const changed = Object.keys(record).filter(
    name =>
      previous &&
      record[name] !== (previous[name] ?? '') &&
      !name.startsWith('sys_'),
  );
  return {
    operation,
    table,
    sys_id: record.sys_id,
    number: record.number ?? '',
    sys_updated_on: record.sys_updated_on,
    sys_updated_by: changedBy,
    sys_mod_count: record.sys_mod_count,
    changed,
    journals,
    record,
  };
}
