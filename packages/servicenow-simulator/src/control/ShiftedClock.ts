import type { Clock } from '../engine/types';

/** A clock that can be set wrong, to see what clients make of it. @internal */
export class ShiftedClock implements Clock {
  readonly #clock: Clock;
  #offset = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Milliseconds the instance is ahead; negative when it is behind. */
  setOffset(milliseconds: number): void {
    this.#offset = milliseconds;
  }

  now(): number {
    return this.#clock.now() + this.#offset;
  }
}
