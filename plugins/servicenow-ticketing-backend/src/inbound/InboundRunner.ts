import { pollIntervalToMilliseconds } from 'backstage-plugin-servicenow-ticketing-common';
import type { InboundTiming } from '../config/readInboundConfig';
import { isServiceNowError } from '../servicenow/ServiceNowError';
import type { FollowedIntegration, InboundParts } from './contracts';
import type { InboundPoller } from './InboundPoller';
import type { Reconciler } from './Reconciler';

/** How much an interval may be shorter or longer than configured, so that many instances are not asked at once. */
const JITTER = 0.1;
/** How long a turn is taken to go on that nobody ended: the process that had it may have been killed. */
const LONGEST_TURN = 60_000;
/** When tickets to which we were just writing are looked at again. */
const LOOK_AGAIN = 10_000;
const TIMER_MARGIN = 5;

/**
 * Decides when which instance is asked. The database hands out the turns, so that of all processes one asks, and what
 * was connected a moment ago has its turn like everybody else.
 * @internal
 */
export class InboundRunner {
  readonly #parts: InboundParts;
  readonly #poller: InboundPoller;
  readonly #reconciler: Reconciler;
  readonly #settings: InboundTiming;
  readonly #random: () => number;
  readonly #abort = new AbortController();
  readonly #running = new Set<Promise<void>>();
  readonly #nudges = new Map<number, NodeJS.Timeout>();

  constructor(options: {
    parts: InboundParts;
    poller: InboundPoller;
    reconciler: Reconciler;
    settings: InboundTiming;
    random?: () => number;
  }) {
    this.#parts = options.parts;
    this.#poller = options.poller;
    this.#reconciler = options.reconciler;
    this.#settings = options.settings;
    this.#random = options.random ?? Math.random;
  }

  /** Asks every instance whose turn it is, side by side. What goes wrong with one is kept, and stops no other. */
  async tick(signal?: AbortSignal): Promise<void> {
    await Promise.all(
      this.#parts.integrations
        .list()
        .map(integration => this.#takeTurns(integration, signal)),
    );
  }

  /**
   * Has an instance asked soon, once for all the nudges of a while: it can be asked no more often however many come.
   * The database keeps it, so that another process does it when this one ends.
   */
  async nudge(integrationId: number, after = 0): Promise<void> {
    const { polls, now } = this.#parts;
    const known = (await polls.list()).get(integrationId);
    const last = Math.max(
      known?.succeededAt?.getTime() ?? 0,
      known?.failedAt?.getTime() ?? 0,
    );
    const earliest = Math.max(
      now().getTime() + after,
      last + this.#settings.push.minInterval,
    );
    await polls.hasten(integrationId, new Date(earliest));
    if (this.#nudges.has(integrationId) || this.#abort.signal.aborted) {
      return;
    }
    const timer = setTimeout(() => {
      this.#nudges.delete(integrationId);
      const integration = this.#parts.integrations.find(integrationId);
      if (integration) {
        void this.#takeTurns(integration);
      }
      // Timers may be a moment early, and then it would not be its turn.
    }, earliest - now().getTime() + TIMER_MARGIN);
    timer.unref();
    this.#nudges.set(integrationId, timer);
  }

  /** Waits for what is under way, and begins nothing more. */
  async stop(): Promise<void> {
    this.#abort.abort();
    this.#nudges.forEach(timer => clearTimeout(timer));
    this.#nudges.clear();
    await Promise.all(this.#running);
  }

  async #takeTurns(
    integration: FollowedIntegration,
    signal?: AbortSignal,
  ): Promise<void> {
    if (this.#abort.signal.aborted) {
      return;
    }
    const turns = this.#poll(
      integration,
      signal
        ? AbortSignal.any([signal, this.#abort.signal])
        : this.#abort.signal,
    );
    this.#running.add(turns);
    await turns.finally(() => this.#running.delete(turns));
  }

  async #poll(
    integration: FollowedIntegration,
    signal: AbortSignal,
  ): Promise<void> {
    const { polls, logger, now } = this.#parts;
    const { reconcileInterval, reconcileEvery } = this.#settings;
    const interval = pollIntervalToMilliseconds(
      integration.settings.sync.inbound.pollInterval,
    );
    try {
      const nextPoll = this.#after(interval);
      if (
        await polls.claim(integration.id, {
          task: 'poll',
          now: now(),
          nextAt: new Date(
            Math.max(nextPoll.getTime(), now().getTime() + LONGEST_TURN),
          ),
        })
      ) {
        const putOff = await this.#pollOnce(integration, signal).finally(() =>
          polls.hasten(integration.id, nextPoll),
        );
        if (putOff > 0) {
          await this.nudge(integration.id, LOOK_AGAIN);
        }
      }
      if (
        await polls.claim(integration.id, {
          task: 'reconcile',
          now: now(),
          nextAt: this.#after(reconcileEvery),
        })
      ) {
        await this.#reconciler.reconcile(integration, {
          unreadSince: new Date(now().getTime() - reconcileInterval),
          signal,
        });
      }
    } catch (error) {
      if (signal.aborted) {
        return;
      }
      const message = error instanceof Error ? error.message : String(error);
      const isKnown = isServiceNowError(error);
      logger[isKnown ? 'warn' : 'error'](
        `${integration.settings.title} could not be asked what changed, and is asked again: ${message}`,
      );
      await polls
        .fail(integration.id, { at: now(), error: message })
        .catch(failure =>
          logger.error(`How polling went could not be kept: ${failure}`),
        );
    }
  }

  /** Returns how many tickets are to be read again soon. */
  async #pollOnce(
    integration: FollowedIntegration,
    signal: AbortSignal,
  ): Promise<number> {
    const { polls, now } = this.#parts;
    const { changed, putOff } = await this.#poller.poll(integration, signal);
    await polls.succeed(integration.id, {
      at: now(),
      changedTickets: changed.length,
    });
    return putOff;
  }

  #after(interval: number): Date {
    const wait = interval * (1 - JITTER + 2 * JITTER * this.#random());
    return new Date(this.#parts.now().getTime() + wait);
  }
}
