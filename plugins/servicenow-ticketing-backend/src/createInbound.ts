import type { SchedulerService } from '@backstage/backend-plugin-api';
import type { InboundTiming } from './config/readInboundConfig';
import { FollowedTicketStore } from './database/FollowedTicketStore';
import { InboundCursorStore } from './database/InboundCursorStore';
import { InboundPollStore } from './database/InboundPollStore';
import { JournalImportStore } from './database/JournalImportStore';
import { WebhookReceiptStore } from './database/WebhookReceiptStore';
import type { InboundParts } from './inbound/contracts';
import { InboundPoller } from './inbound/InboundPoller';
import { InboundRunner } from './inbound/InboundRunner';
import { PushInbox } from './inbound/PushInbox';
import { Reconciler } from './inbound/Reconciler';
import { TicketFollower } from './inbound/TicketFollower';

/** How often it is looked whose turn it is; what is connected meanwhile waits no longer. */
const TICK = { seconds: 5 };
const TICK_TIMEOUT = { minutes: 10 };
const CLEAN_UP = { hours: 1 };
const CLEAN_UP_TIMEOUT = { minutes: 5 };

/** What following tickets needs of the rest. */
export interface InboundOptions
  extends Omit<
    InboundParts,
    'followed' | 'cursors' | 'polls' | 'imports' | 'now'
  > {
  timing: InboundTiming;
  now?: () => Date;
  random?: () => number;
}

/** Puts together what takes changes of ServiceNow in. */
export function createInbound(options: InboundOptions) {
  const { knex, integrations, timing, random } = options;
  const now = options.now ?? (() => new Date());
  const polls = new InboundPollStore({ knex });
  const followed = new FollowedTicketStore({ knex });
  const parts: InboundParts = {
    ...options,
    followed,
    polls,
    cursors: new InboundCursorStore({ knex }),
    imports: new JournalImportStore({ knex }),
    now,
  };
  const follower = new TicketFollower(parts);
  const poller = new InboundPoller(parts, follower);
  const reconciler = new Reconciler(parts, follower);
  const runner = new InboundRunner({
    parts,
    poller,
    reconciler,
    settings: timing,
    random,
  });
  const push = new PushInbox({
    integrations,
    receipts: new WebhookReceiptStore({ knex }),
    followed,
    nudge: id => runner.nudge(id),
    now,
  });
  return {
    follower,
    poller,
    reconciler,
    runner,
    push,
    polls,
    /** Begins to ask for changes. */
    async start(scheduler: SchedulerService): Promise<void> {
      if (timing.enabled) {
        await scheduler.scheduleTask({
          id: 'inbound-poll',
          // The database hands out the turns of each instance. A task of all processes would belong to one that was
          // killed until its timeout.
          scope: 'local',
          frequency: TICK,
          timeout: TICK_TIMEOUT,
          fn: signal => runner.tick(signal),
        });
      }
      await scheduler.scheduleTask({
        id: 'inbound-clean-up',
        scope: 'global',
        frequency: CLEAN_UP,
        timeout: CLEAN_UP_TIMEOUT,
        fn: () => push.removeOld(),
      });
    },
    stop: () => runner.stop(),
  };
}
