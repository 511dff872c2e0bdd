import type { Request } from 'express';
import { seededRandom } from './random';
import { Fault } from './types';

/** A fault of the plan with what became of it so far. @public */
export interface PlannedFault extends Fault {
  id: string;
  /** How many requests it hit. */
  hits: number;
}

interface Entry {
  fault: PlannedFault;
  path: RegExp | undefined;
  seen: number;
}

const DEFAULT_SEED = 1;

function authOf(req: Request): Fault['auth'] {
  const header = req.headers.authorization ?? '';
  if (/^bearer /i.test(header)) {
    return 'bearer';
  }
  return /^basic /i.test(header) ? 'basic' : 'none';
}

/** Decides for each request which faults hit it; the same seed decides the same. @internal */
export class FaultPlan {
  #entries: Entry[] = [];
  #random = seededRandom(DEFAULT_SEED);
  #lastId = 0;

  seed(seed: number): void {
    this.#random = seededRandom(seed);
  }

  add(fault: Fault): PlannedFault {
    this.#lastId += 1;
    const planned = { ...fault, id: String(this.#lastId), hits: 0 };
    this.#entries.push({
      fault: planned,
      path: fault.path === undefined ? undefined : new RegExp(fault.path),
      seen: 0,
    });
    return { ...planned };
  }

  /** Removes one fault, or all; tells how many went. */
  remove(id?: string): number {
    const before = this.#entries.length;
    this.#entries =
      id === undefined ? [] : this.#entries.filter(e => e.fault.id !== id);
    return before - this.#entries.length;
  }

  list(): PlannedFault[] {
    return this.#entries.map(entry => ({ ...entry.fault }));
  }

  /** The faults that hit this request, in the order in which they were planned. */
  draw(req: Request): PlannedFault[] {
    return this.#entries
      .filter(entry => this.#hits(entry, req))
      .map(({ fault }) => {
        fault.hits += 1;
        return fault;
      });
  }

  #hits(entry: Entry, req: Request): boolean {
    const { fault, path } = entry;
    const { method, auth, skip = 0, times = Infinity, probability = 1 } = fault;
    const concerned =
      (method === undefined || method.toUpperCase() === req.method) &&
      (path === undefined || path.test(req.originalUrl)) &&
      (auth === undefined || auth === authOf(req));
    if (!concerned || fault.hits >= times) {
      return false;
    }
    entry.seen += 1;
    return (
      entry.seen > skip && (probability >= 1 || this.#random() < probability)
    );
  }
}
