import type { Knex } from 'knex';
import type { TableKey } from './FollowedTicketStore';
import { toDate } from './time';

/** Keeps how far the changes of each table were read. @internal */
export class InboundCursorStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** The last change that was read, by ServiceNow's clock; `undefined` before the first time. */
  async watermark(key: TableKey): Promise<Date | undefined> {
    const row = await this.#knex('inbound_cursors')
      .where(columnsOf(key))
      .first();
    return row?.watermark ? toDate(row.watermark) : undefined;
  }

  /** Notes that changes were read to the end; the watermark never goes back. */
  async advance(
    key: TableKey,
    read: { watermark: Date; at: Date },
  ): Promise<void> {
    const { watermark, at } = read;
    await this.#knex('inbound_cursors')
      .insert({ ...columnsOf(key), watermark, read_at: at })
      .onConflict(['integration_id', 'table_name'])
      .merge({ read_at: at });
    await this.#knex('inbound_cursors')
      .where(columnsOf(key))
      .where('watermark', '<', watermark)
      .update({ watermark });
  }
}

function columnsOf(key: TableKey) {
  return { integration_id: key.integrationId, table_name: key.table };
}
