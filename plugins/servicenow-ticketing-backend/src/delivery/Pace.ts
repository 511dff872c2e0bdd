/** How far ahead to claim, in milliseconds of work. */
const AHEAD = 100;
/** Most deliveries to claim ahead, for each that is on its way. */
const MAX_FACTOR = 16;
/** Weight of the last try in the average. */
const WEIGHT = 0.1;

/** How long tries take of late, and how many it is therefore wise to claim ahead: hardly any when they are slow. */
export class Pace {
  #average: number | undefined;

  learn(milliseconds: number): void {
    this.#average =
      this.#average === undefined
        ? milliseconds
        : this.#average + WEIGHT * (milliseconds - this.#average);
  }

  ahead(concurrency: number): number {
    return this.#average === undefined
      ? 0
      : Math.floor(
          concurrency *
            Math.min(MAX_FACTOR, AHEAD / Math.max(1, this.#average)),
        );
  }
}
