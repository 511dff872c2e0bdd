// Delivers work notes for 1,000 tickets, keeping their order, next to peers that take turns with us.
import type { Taken } from '../support/measure';
import { startStub } from '../support/startStub';
import { median } from '../support/statistics';
import { GraphileQueue } from './GraphileQueue';
import { Outbox } from './Outbox';

const WARM_UP_ROUNDS = 1;
const ROUNDS = Number(process.env.BENCHMARK_ROUNDS ?? 7);
const TICKETS = 1_000;
/** To a ServiceNow that answers at once, and to one that answers like a quick real one. */
const AT_ONCE = { latency: 0, deliveries: 4_000 };
const REAL = { latency: 50, deliveries: 1_000 };
const LIMITS = { ordered: 5, unordered: 1.5, bare: 0.9 };

type Contender = () => Promise<Taken>;

/** Delivers in turns, and gives the throughput of each contender in each round. */
async function race<TName extends string>(
  count: number,
  contenders: Record<TName, Contender>,
): Promise<Record<TName, number[]>> {
  const names = Object.keys(contenders) as TName[];
  const results = Object.fromEntries(
    names.map(name => [name, [] as number[]]),
  ) as Record<TName, number[]>;
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    // What comes first may find the machine in another state: they take turns.
    const shift = (round + WARM_UP_ROUNDS) % names.length;
    for (const name of [...names.slice(shift), ...names.slice(0, shift)]) {
      const { clock } = await contenders[name]();
      if (round >= 0) {
        results[name].push((count * 1_000) / clock);
      }
    }
  }
  return results;
}

/** Prints our throughput as a multiple of another; `true` when it is enough. */
function compare(
  title: string,
  rates: { ours: number[]; other: number[] },
  limit?: number,
): boolean {
  const ratios = rates.ours.map((rate, round) => rate / rates.other[round]);
  const ratio = median(ratios);
  const [low, high] = [Math.min(...ratios), Math.max(...ratios)];
  console.log(
    `  ${title.padEnd(46)} ${median(rates.other)
      .toFixed(0)
      .padStart(6)} a second; ours is ${ratio.toFixed(
      2,
    )} times that (${low.toFixed(2)} to ${high.toFixed(2)})${
      limit === undefined ? '' : `, limit ${limit}`
    }`,
  );
  return limit === undefined || ratio >= limit;
}

async function main(): Promise<void> {
  const outbox = await Outbox.create(TICKETS);
  const graphile = new GraphileQueue({ tickets: TICKETS });
  const verdicts: boolean[] = [];

  const run = async ({ latency, deliveries: count }: typeof AT_ONCE) => {
    const stub = await startStub(latency);
    const connected = outbox.connect(stub.url);
    const { client } = connected;
    const rates = await race(count, {
      ours: async () => {
        await outbox.fill(count);
        return outbox.deliverAll(count, connected);
      },
      ordered: () => graphile.deliverAll(count, { client, isOrdered: true }),
      unordered: () => graphile.deliverAll(count, { client, isOrdered: false }),
      bare: () => outbox.sendBare(count, connected),
    });
    connected.close();
    stub.stop();
    console.log(
      `\n${count} work notes for ${TICKETS} tickets, 16 at once, ServiceNow answers after ${latency} ms: ${median(
        rates.ours,
      ).toFixed(0)} a second (median of ${ROUNDS} rounds)`,
    );
    const isReal = latency > 0;
    const against = (
      title: string,
      name: 'ordered' | 'unordered' | 'bare',
      limit?: number,
    ) =>
      verdicts.push(
        compare(title, { ours: rates.ours, other: rates[name] }, limit),
      );
    against(
      'graphile-worker, a queue for each ticket',
      'ordered',
      isReal ? undefined : LIMITS.ordered,
    );
    against(
      'graphile-worker, without order',
      'unordered',
      isReal ? undefined : LIMITS.unordered,
    );
    against(
      'the same client in a loop, without a database',
      'bare',
      isReal ? LIMITS.bare : undefined,
    );
  };

  await run(AT_ONCE);
  await run(REAL);
  await outbox.knex.destroy();
  process.exit(verdicts.every(Boolean) ? 0 : 1);
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
