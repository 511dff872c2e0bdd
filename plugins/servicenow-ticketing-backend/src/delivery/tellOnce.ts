import type { StoredLink } from '../database/TicketLinkStore';
import type { AnomalyChange } from '../domain/anomalyChange';
import type { TicketUpdate } from '../domain/outboundUpdate';

/** What one ticket is to hear, and of which anomalies. @internal */
export interface Told {
  link: StoredLink;
  update: TicketUpdate;
  /** That of the first of the anomalies stands for all. */
  change: AnomalyChange;
  anomalyIds: number[];
}

/**
 * What each ticket is to hear, in the order of the changes. Where several anomalies of one ticket change in the same
 * way at once, and nobody says anything about it, that is one thing to hear.
 * @internal
 */
export function tellOnce(
  changes: readonly AnomalyChange[],
  links: readonly StoredLink[],
  decide: (link: StoredLink, change: AnomalyChange) => TicketUpdate | undefined,
): Told[] {
  const linksOf = new Map<number, StoredLink[]>();
  for (const link of links) {
    linksOf.set(link.anomalyId, [...(linksOf.get(link.anomalyId) ?? []), link]);
  }
  const told = new Map<string, Told>();
  for (const change of changes) {
    for (const link of linksOf.get(change.anomalyId) ?? []) {
      const update = decide(link, change);
      if (!update) {
        continue;
      }
      const key = `${link.ticket.id} ${
        sameness(change, update) ?? `own ${told.size}`
      }`;
      const known = told.get(key);
      if (known) {
        known.anomalyIds.push(change.anomalyId);
      } else {
        told.set(key, {
          link,
          update,
          change,
          anomalyIds: [change.anomalyId],
        });
      }
    }
  }
  return [...told.values()];
}

/** What changes have in common that are told as one; `undefined` for what is told by itself. */
function sameness(
  change: AnomalyChange,
  update: TicketUpdate,
): string | undefined {
  switch (change.kind) {
    case 'comment':
      return undefined;
    case 'severity':
      // The ticket carries the worst, whoever changed.
      return 'severity';
    case 'status':
      return change.comment === undefined
        ? [update.kind, change.status, change.resolution].join(' ')
        : undefined;
    default:
      throw new Error(`Unknown change ${change satisfies never}`);
  }
}
