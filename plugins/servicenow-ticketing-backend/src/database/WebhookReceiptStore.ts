import type { Knex } from 'knex';

/** Keeps which calls of ServiceNow were taken in, so that none is taken in twice. @internal */
export class WebhookReceiptStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Notes a call by what it was signed with; `false` when it was noted before. */
  async add(receipt: {
    integrationId: number;
    signature: string;
    at: Date;
  }): Promise<boolean> {
    const rows = await this.#knex('webhook_receipts')
      .insert({
        integration_id: receipt.integrationId,
        signature: receipt.signature,
        received_at: receipt.at,
      })
      .onConflict(['integration_id', 'signature'])
      .ignore()
      .returning('signature');
    return rows.length === 1;
  }

  async removeBefore(at: Date): Promise<number> {
    return this.#knex('webhook_receipts')
      .where('received_at', '<', at)
      .delete();
  }
}
