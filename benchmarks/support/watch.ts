import { monitorEventLoopDelay, performance } from 'node:perf_hooks';

/** What work did to this process. */
export interface Watched<T> {
  result: T;
  /** How far memory rose above what it was before, in megabytes. */
  growth: number;
  /** The longest this thread computed without turning to anything else, in milliseconds. */
  longestTurn: number;
}

/** What work did to the event loop, by the clock: what else the machine does counts. */
export interface Responsiveness {
  /** How late timers came, in milliseconds. */
  delays: { max: number; p99: number };
  /** The share of the time in which this thread did not wait. */
  utilization: number;
}

const MEGABYTE = 1024 * 1024;
/** Milliseconds between two looks at the clock. */
const DELAY_RESOLUTION = 10;

/**
 * Does something while memory and event loop are watched. The event loop is judged by processor time of its thread
 * between two turns: what other processes do on the machine does not count.
 */
export async function watch<T>(work: () => Promise<T>): Promise<Watched<T>> {
  global.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  let longestTurn = 0;
  let last = threadMilliseconds();
  let isDone = false;
  const look = () => {
    const now = threadMilliseconds();
    longestTurn = Math.max(longestTurn, now - last);
    last = now;
    if (!isDone) {
      setImmediate(look);
    }
  };
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  setImmediate(look);
  const result = await work();
  isDone = true;
  clearInterval(timer);
  return { result, growth: (peak - before) / MEGABYTE, longestTurn };
}

/** Does something while others would want to be answered, and keeps this thread no busier than it does itself. */
export async function watchClock(
  work: () => Promise<unknown>,
): Promise<Responsiveness> {
  const histogram = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION });
  histogram.enable();
  const begin = performance.eventLoopUtilization();
  await work();
  const { utilization } = performance.eventLoopUtilization(begin);
  histogram.disable();
  const late = (nanoseconds: number) =>
    Math.max(0, nanoseconds / 1e6 - DELAY_RESOLUTION);
  return {
    delays: { max: late(histogram.max), p99: late(histogram.percentile(99)) },
    utilization,
  };
}

function threadMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
