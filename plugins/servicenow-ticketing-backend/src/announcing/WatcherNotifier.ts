import type { LoggerService } from '@backstage/backend-plugin-api';
import type { NotificationPayload } from '@backstage/plugin-notifications-common';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type { TicketNews, TicketResolved } from '../domain/ticketNews';

/** A delivery that nobody will try again unless a person asks for it. */
export interface DeadDelivery {
  id: number;
  ticketId: number;
  anomalyId: number;
  /** Who asked for it. */
  createdBy?: string;
  /** Why it failed, in words. */
  error: string;
}

/** What the notifier asks the database. */
export interface WatcherNotifierOptions {
  notifications: NotificationService;
  /** The users who watch an anomaly. */
  watchersOf: (anomalyId: number) => Promise<string[]>;
  /** The anomalies that a ticket is linked to. */
  anomaliesOf: (ticketId: number) => Promise<number[]>;
  /** What people call an anomaly; `undefined` when it is gone. */
  titleOf: (anomalyId: number) => Promise<string | undefined>;
  /** What people call a ticket: its number, or its title while it has none. */
  nameOfTicket: (ticketId: number) => Promise<string | undefined>;
  logger: LoggerService;
}

/** Longest part of a reason that fits a notification. */
const MAX_REASON_LENGTH = 300;

/**
 * Sends Backstage notifications to people who watch an anomaly. Where the host has no notifications backend nothing
 * happens; the log says so once.
 *
 * @internal
 */
export class WatcherNotifier implements TicketNews {
  readonly #options: WatcherNotifierOptions;
  readonly #running = new Set<Promise<void>>();
  #isFailing = false;

  constructor(options: WatcherNotifierOptions) {
    this.#options = options;
  }

  ticketResolved(ticket: TicketResolved): void {
    this.#inBackground(async () => {
      const { anomaliesOf } = this.#options;
      for (const anomalyId of await anomaliesOf(ticket.ticketId)) {
        await this.#tell(anomalyId, {
          except: ticket.by,
          payload: title => ({
            title: `${ticket.number} is ${ticket.stateLabel.toLowerCase()}`,
            description: `The ServiceNow ticket of "${title}" is ${ticket.stateLabel.toLowerCase()}.`,
            severity: 'normal',
            scope: `anomaly:${anomalyId}:ticket:${ticket.ticketId}:resolved`,
          }),
        });
      }
    });
  }

  /** People who watch the anomaly, and who asked for the change, hear that it did not arrive. */
  deliveryDied(delivery: DeadDelivery): void {
    this.#inBackground(async () => {
      const { anomalyId, ticketId, createdBy } = delivery;
      const ticket =
        (await this.#options.nameOfTicket(ticketId)) ?? 'its ticket';
      await this.#tell(anomalyId, {
        also: createdBy?.startsWith('user:') ? createdBy : undefined,
        payload: title => ({
          title: `A change did not reach ${ticket}`,
          description: `"${title}": ${shorten(
            delivery.error,
          )} Somebody who looks after the portal has to retry or discard it.`,
          severity: 'high',
          scope: `anomaly:${anomalyId}:ticket:${ticketId}:dead`,
        }),
      });
    });
  }

  /** Waits for what is being sent. */
  async stop(): Promise<void> {
    await Promise.all(this.#running);
  }

  async #tell(
    anomalyId: number,
    news: {
      except?: string;
      also?: string;
      payload: (title: string) => NotificationPayload;
    },
  ): Promise<void> {
    const { notifications, watchersOf, titleOf } = this.#options;
    const watchers = new Set(await watchersOf(anomalyId));
    if (news.also) {
      watchers.add(news.also);
    }
    if (news.except) {
      watchers.delete(news.except);
    }
    const title = await titleOf(anomalyId);
    if (watchers.size === 0 || title === undefined) {
      return;
    }
    await notifications.send({
      recipients: { type: 'entity', entityRef: [...watchers].sort() },
      payload: {
        topic: 'servicenow-ticketing',
        link: `/servicenow-ticketing/anomalies/${anomalyId}`,
        ...news.payload(title),
      },
    });
  }

  #inBackground(send: () => Promise<void>): void {
    const running = send()
      .then(
        () => {
          this.#isFailing = false;
        },
        error => this.#noteFailure(error),
      )
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  /** Once per outage: where there is no notifications backend every one would fail. */
  #noteFailure(error: unknown): void {
    const text = `People who watch anomalies could not be notified: ${error}`;
    if (this.#isFailing) {
      this.#options.logger.debug(text);
      return;
    }
    this.#isFailing = true;
    this.#options.logger.warn(
      `${text}. Where the host has no notifications plugin this is to be expected, and not said again.`,
    );
  }
}

function shorten(text: string): string {
  return text.length > MAX_REASON_LENGTH
    ? `${text.slice(0, MAX_REASON_LENGTH - 1)}…`
    : text;
}
