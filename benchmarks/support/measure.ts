/** What a piece of work took, in milliseconds: on the clock, and of this process's own computing. */
export interface Taken {
  clock: number;
  /** Other processes on the machine hardly change it. */
  computing: number;
}

export async function measure(work: () => Promise<void>): Promise<Taken> {
  const cpu = process.cpuUsage();
  const begin = performance.now();
  await work();
  const clock = performance.now() - begin;
  const { user, system } = process.cpuUsage(cpu);
  return { clock, computing: (user + system) / 1000 };
}
