// Catches up with 10 waiting notes for each of many tickets, next to a loop that sends them one by one.
import { startStub } from '../support/startStub';
import { median } from '../support/statistics';
import { Outbox } from './Outbox';

const ROUNDS = Number(process.env.BENCHMARK_ROUNDS ?? 5);
const TICKETS = 200;
const NOTES = 10 * TICKETS;
const LATENCY = 50;
const LIMITS = { calls: 0.2, faster: 2 };

async function main(): Promise<void> {
  const outbox = await Outbox.create(TICKETS);
  const stub = await startStub(LATENCY);
  const connected = outbox.connect(stub.url);
  const ratios: number[] = [];
  const calls: number[] = [];
  for (let round = -1; round < ROUNDS; round++) {
    const drain = async () => {
      await outbox.fill(NOTES);
      const before = connected.calls();
      const { clock } = await outbox.deliverAll(NOTES, connected, {
        combineNotes: true,
      });
      return { clock, calls: connected.calls() - before };
    };
    const bare = () => outbox.sendBare(NOTES, connected);
    const isFirst = round % 2 === 0;
    const early = isFirst ? await drain() : undefined;
    const { clock: other } = await bare();
    const ours = early ?? (await drain());
    if (round >= 0) {
      ratios.push(other / ours.clock);
      calls.push(ours.calls / NOTES);
    }
  }
  const faster = median(ratios);
  const callsEach = Math.max(...calls);
  console.log(
    `\n${NOTES} notes that wait for ${TICKETS} tickets, ServiceNow answers after ${LATENCY} ms (${ROUNDS} rounds)`,
  );
  console.log(
    `  ${callsEach.toFixed(3)} calls for each note, limit ${LIMITS.calls}`,
  );
  console.log(
    `  ${faster.toFixed(
      1,
    )} times as fast as a loop that sends them one by one, limit ${
      LIMITS.faster
    }`,
  );
  connected.close();
  stub.stop();
  await outbox.knex.destroy();
  process.exit(callsEach <= LIMITS.calls && faster >= LIMITS.faster ? 0 : 1);
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
