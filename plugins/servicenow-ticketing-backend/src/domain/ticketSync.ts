import type {
  DeliveryStatus,
  TicketSync,
} from 'backstage-plugin-servicenow-ticketing-common';

/** What it takes to tell how the changes that wait for a ticket are doing. @internal */
export interface UnsettledChange {
  status: DeliveryStatus;
  lastError?: string;
  nextAttemptAt?: Date;
}

/**
 * Tells how the changes that wait for one ticket are doing, oldest first, in numbers and in words:
 * `2 updates waiting: ServiceNow does not answer (next try in 1 min)`.
 * @internal
 */
export function describeSync(
  changes: readonly UnsettledChange[],
  now: Date,
): TicketSync {
  const dead = changes.filter(change => change.status === 'dead');
  const waiting = changes.length - dead.length;
  const head = changes.find(change => change.status !== 'dead');
  return {
    waiting,
    failed: dead.length,
    next_attempt_at:
      dead.length > 0 ? null : head?.nextAttemptAt?.toISOString() ?? null,
    message: messageOf({ dead, waiting, head, now }),
  };
}

function messageOf(state: {
  dead: UnsettledChange[];
  waiting: number;
  head: UnsettledChange | undefined;
  now: Date;
}): string | null {
  const { dead, waiting, head, now } = state;
  if (dead.length > 0) {
    const behind =
      waiting > 0 ? ` ${updates(waiting)} behind it cannot go on.` : '';
    return `${updates(dead.length)} failed: ${
      dead[0].lastError ?? 'ServiceNow refused it.'
    }${behind}`;
  }
  if (!head) {
    return null;
  }
  if (!head.lastError) {
    return `${updates(waiting)} on the way`;
  }
  const next = head.nextAttemptAt
    ? ` (next try ${inWords(head.nextAttemptAt.getTime() - now.getTime())})`
    : ' (trying again now)';
  return `${updates(waiting)} waiting: ${firstSentence(head.lastError)}${next}`;
}

function updates(count: number): string {
  return count === 1 ? '1 update' : `${count} updates`;
}

function firstSentence(text: string): string {
  return /^(.*?)[.](\s|$)/s.exec(text)?.[1] ?? text;
}

function inWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds <= 0) {
    return 'now';
  }
  if (seconds < 60) {
    return `in ${seconds} s`;
  }
  const minutes = Math.round(seconds / 60);
  return minutes < 60
    ? `in ${minutes} min`
    : `in ${Math.round(minutes / 60)} h`;
}
