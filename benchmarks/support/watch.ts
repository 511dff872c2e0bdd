/** What work did to this process. */
export interface Watched<T> {
  result: T;
  /** How far memory rose above what it was before, in megabytes. */
  growth: number;
  /** The longest this thread computed without turning to anything else, in milliseconds. */
  longestTurn: number;
}

const MEGABYTE = 1024 * 1024;

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

function threadMilliseconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
