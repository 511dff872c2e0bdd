// The same reads and writes through node-fetch and through our transport, in alternating rounds of one run.
import { measure, type Taken } from '../support/measure';
import { startStub } from '../support/startStub';
import { certainty, median, percent } from '../support/statistics';
import { createBareCaller, createOurCaller, type Caller } from './callers';

const WARM_UP_ROUNDS = 5;
const ROUNDS = Number(process.env.BENCHMARK_ROUNDS ?? 60);
const CALLS = 400;
const AT_ONCE = [1, 16];
/** Our transport may take so much longer than node-fetch with nothing around it. */
const LIMIT = 1.1;

interface Round {
  bare: Taken;
  ours: Taken;
}

/** Makes all calls, so many at once; every fourth is a write. */
async function callAll(caller: Caller, atOnce: number): Promise<void> {
  let next = 0;
  const callUntilDone = async () => {
    while (next < CALLS) {
      const index = next;
      next += 1;
      await (index % 4 === 3 ? caller.write(index) : caller.read(index));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, callUntilDone));
}

async function runRounds(
  callers: Record<keyof Round, Caller>,
  atOnce: number,
): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    const taken: Partial<Round> = {};
    // What comes first may find the machine in another state: they take turns.
    const order: (keyof Round)[] =
      round % 2 === 0 ? ['bare', 'ours'] : ['ours', 'bare'];
    for (const name of order) {
      taken[name] = await measure(() => callAll(callers[name], atOnce));
    }
    if (round >= 0) {
      rounds.push(taken as Round);
    }
  }
  return rounds;
}

/** Prints what was measured; `true` when it is within the limit. */
function report(atOnce: number, rounds: Round[]): boolean {
  const each = (which: keyof Round) =>
    (median(rounds.map(round => round[which].clock)) * 1_000) / CALLS;
  const ratios = (unit: keyof Taken) =>
    rounds.map(round => round.ours[unit] / round.bare[unit]);
  const clock = median(ratios('clock'));
  const added = median(
    rounds.map(
      ({ ours, bare }) => ((ours.computing - bare.computing) * 1_000) / CALLS,
    ),
  );
  console.log(`\n${atOnce} at once, ${ROUNDS} rounds of ${CALLS} calls`);
  console.log(`  node-fetch        ${each('bare').toFixed(0)} µs a call`);
  console.log(`  our transport     ${each('ours').toFixed(0)} µs a call`);
  console.log(
    `  time              ${percent(clock)} (${certainty(ratios('clock'))})`,
  );
  console.log(
    `  own computing     ${percent(
      median(ratios('computing')),
    )}, ${added.toFixed(0)} µs a call`,
  );
  return clock <= LIMIT;
}

async function main(): Promise<void> {
  const stub = await startStub();
  const callers = {
    bare: createBareCaller(stub.url),
    ours: createOurCaller(stub.url),
  };
  let isWithin = true;
  for (const atOnce of AT_ONCE) {
    isWithin = report(atOnce, await runRounds(callers, atOnce)) && isWithin;
  }
  Object.values(callers).forEach(caller => caller.close());
  stub.stop();
  console.log(`\nLimit: ${percent(LIMIT)} time, median of the rounds`);
  process.exitCode = isWithin ? 0 : 1;
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
