import { createHmac, timingSafeEqual } from 'node:crypto';
import type { WebhookReceiptStore } from '../database/WebhookReceiptStore';
import type { FollowedTicketStore } from '../database/FollowedTicketStore';
import { SYS_ID } from '../domain/remoteTicket';
import type { IntegrationSource } from './contracts';

/** How much the clock of a call may differ from ours. */
const MAX_AGE = 5 * 60_000;
/** How long a signature is remembered. */
const REMEMBERED = 24 * 3_600_000;
const TABLE = /^[a-z][a-z0-9_]{0,79}$/;
/** Signed in place of a secret that does not exist, so that the answer takes as long. */
const NO_SECRET = 'there is no such secret';

/** A call of ServiceNow, as it came. @internal */
export interface PushCall {
  integrationId: number;
  body: Buffer;
  /** Hex HMAC-SHA256, with or without `sha256=`. */
  signature?: string;
  /** Seconds since 1970. */
  timestamp?: string;
}

/** What becomes of a call. @internal */
export type PushOutcome =
  | 'accepted'
  /** The signature is wrong or missing, or there is no such integration: nobody is told which. */
  | 'unsigned'
  | 'stale'
  | 'repeated'
  | 'malformed';

/**
 * Takes calls of ServiceNow in. A call says only that something changed: it is kept, and has the instance asked. Nothing
 * else that it says is believed.
 * @internal
 */
export class PushInbox {
  readonly #integrations: IntegrationSource;
  readonly #receipts: WebhookReceiptStore;
  readonly #followed: FollowedTicketStore;
  readonly #nudge: (integrationId: number) => Promise<void>;
  readonly #now: () => Date;

  constructor(options: {
    integrations: IntegrationSource;
    receipts: WebhookReceiptStore;
    followed: FollowedTicketStore;
    nudge: (integrationId: number) => Promise<void>;
    now: () => Date;
  }) {
    this.#integrations = options.integrations;
    this.#receipts = options.receipts;
    this.#followed = options.followed;
    this.#nudge = options.nudge;
    this.#now = options.now;
  }

  async receive(call: PushCall): Promise<PushOutcome> {
    const integration = this.#integrations.find(call.integrationId);
    const secret = integration?.settings.sync.inbound.pushSecret;
    const signature = call.signature?.replace(/^sha256=/i, '').toLowerCase();
    const isSigned = isSignedWith(secret ?? NO_SECRET, {
      ...call,
      signature: signature ?? '',
    });
    if (!integration || !secret || !signature || !isSigned) {
      return 'unsigned';
    }
    const now = this.#now();
    const at = Number(call.timestamp) * 1000;
    if (!(Math.abs(now.getTime() - at) <= MAX_AGE)) {
      return 'stale';
    }
    const changed = readBody(call.body);
    if (!changed) {
      return 'malformed';
    }
    const isNew = await this.#receipts.add({
      integrationId: integration.id,
      signature,
      at: now,
    });
    if (!isNew) {
      return 'repeated';
    }
    if (changed.table && changed.sysId) {
      // Deleted records show in no poll.
      await this.#followed.markDue(
        { integrationId: integration.id, table: changed.table },
        { sysIds: [changed.sysId], at: now },
      );
    }
    await this.#nudge(integration.id);
    return 'accepted';
  }

  /** Forgets signatures of calls that are refused as stale anyway. */
  async removeOld(): Promise<void> {
    await this.#receipts.removeBefore(
      new Date(this.#now().getTime() - REMEMBERED),
    );
  }
}

/** The body alone may be signed, or the timestamp and the body joined by a dot, which is safer. */
function isSignedWith(
  secret: string,
  call: { body: Buffer; signature: string; timestamp?: string },
): boolean {
  const given = Buffer.from(call.signature, 'utf8');
  return [`${call.timestamp}.`, '']
    .map(prefix =>
      createHmac('sha256', secret)
        .update(prefix)
        .update(call.body)
        .digest('hex'),
    )
    .map(
      expected =>
        expected.length === given.length &&
        timingSafeEqual(Buffer.from(expected), given),
    )
    .includes(true);
}

/** The record that a call names; `undefined` when the body is no JSON object. */
function readBody(
  body: Buffer,
): { table?: string; sysId?: string } | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return undefined;
  }
  const { table, sys_id: sysId } = parsed as Record<string, unknown>;
  return {
    table: typeof table === 'string' && TABLE.test(table) ? table : undefined,
    sysId:
      typeof sysId === 'string' && SYS_ID.test(sysId)
        ? sysId.toLowerCase()
        : undefined,
  };
}
