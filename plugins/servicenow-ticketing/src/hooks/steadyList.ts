import type {
  Anomaly,
  ListAnomaliesResponse,
} from 'backstage-plugin-servicenow-ticketing-common';

/** What is on screen, and whether it follows what is read. */
export interface SteadyList {
  /** The view it belongs to: its filters, and what was decided here. */
  view: string;
  /** When the data was read that the view began with. */
  since: number;
  /** Takes what is read as it is: the person has just asked for it. */
  following: boolean;
  shown: ListAnomaliesResponse | undefined;
  /** Rows that are not shown yet, and rows that are shown still. */
  added: number;
  removed: number;
}

interface Reading {
  view: string;
  list: ListAnomaliesResponse | undefined;
  /** When it was read, in milliseconds since 1970. */
  updatedAt: number;
  /** It is the data of the view before. */
  isPlaceholder: boolean;
}

const idsOf = (items: Anomaly[]) => new Set(items.map(({ id }) => id));

/**
 * What to show after a reading. Rows change where they are, but none comes, goes or moves under somebody's pointer
 * unless the view itself has changed: others are counted, and wait until they are asked for.
 */
export function nextSteadyList(
  previous: SteadyList | undefined,
  reading: Reading,
): SteadyList {
  const { view, list, updatedAt, isPlaceholder } = reading;
  const none = { added: 0, removed: 0 };
  if (!previous || previous.view !== view) {
    // Data that was there before the view began is shown, and replaced by what is read for it.
    const isFirst = !previous && list !== undefined && !isPlaceholder;
    return {
      view,
      since: updatedAt,
      following: !isFirst,
      shown: list,
      ...none,
    };
  }
  if (previous.following || !previous.shown || !list) {
    const following = isPlaceholder || updatedAt <= previous.since;
    return { ...previous, following, shown: list, ...none };
  }
  const before = previous.shown;
  if (before.items.length === 0) {
    return { ...previous, shown: list, ...none };
  }
  const current = new Map(list.items.map(item => [item.id, item]));
  const shownIds = idsOf(before.items);
  return {
    ...previous,
    shown: {
      ...list,
      items: before.items.map(item => current.get(item.id) ?? item),
    },
    added: list.items.filter(({ id }) => !shownIds.has(id)).length,
    removed: before.items.filter(({ id }) => !current.has(id)).length,
  };
}

/** Shows all that was read. */
export function caughtUp(
  previous: SteadyList,
  list: ListAnomaliesResponse | undefined,
): SteadyList {
  return { ...previous, following: false, shown: list, added: 0, removed: 0 };
}
