/** A clock that stands still until it is moved; who sleeps by it wakes when it is. */
export function createManualClock(start = '2026-01-23T19:51:23Z') {
  let time = new Date(start).getTime();
  let sleepers: { until: number; wake: () => void }[] = [];
  const waits: number[] = [];
  return {
    /** How long was slept, in order. */
    waits,
    now: () => new Date(time),
    sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
      waits.push(milliseconds);
      return new Promise((resolve, reject) => {
        sleepers.push({ until: time + milliseconds, wake: resolve });
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
    },
    /** Moves the clock at once instead of waiting: for what sleeps on its own. */
    async skip(milliseconds: number): Promise<void> {
      waits.push(milliseconds);
      time += milliseconds;
    },
    /** Moves the clock, and lets those who wake do their next step. */
    async advance(milliseconds: number): Promise<void> {
      time += milliseconds;
      const due = sleepers.filter(({ until }) => until <= time);
      sleepers = sleepers.filter(({ until }) => until > time);
      due.forEach(({ wake }) => wake());
      await settle();
    },
  };
}

/** Lets everything that does not wait for the outside go on until it does. */
export function settle(): Promise<void> {
  return new Promise(done => {
    setImmediate(done);
  });
}
