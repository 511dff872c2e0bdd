// What a change costs in the transaction that makes it, and how soon after the commit ServiceNow hears of it.
import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { startStub } from '../support/startStub';
import { median, quantile } from '../support/statistics';
import { Outbox } from './Outbox';

const ROUNDS = Number(process.env.BENCHMARK_ROUNDS ?? 200);
const TICKETS = 100;
const LIMITS = { enqueue: 1, pickUp: 20 };
/** A worker that has just been busy would be quicker. */
const IDLE = 20;

async function main(): Promise<void> {
  const outbox = await Outbox.create(TICKETS);
  const stub = await startStub();
  const connected = outbox.connect(stub.url);
  const settled = new EventEmitter();
  const worker = outbox.createWorker(connected, {
    observer: {
      settled: (_, result) => {
        if (result.outcome !== 'delivered') {
          throw new Error(`A delivery ended as ${result.outcome}`);
        }
        settled.emit('settled', Number(result.remote?.closeNotes));
      },
    },
  });
  worker.start();
  const enqueue: number[] = [];
  const pickUp: number[] = [];
  for (let round = -20; round < ROUNDS; round++) {
    await delay(IDLE);
    const received = once(settled, 'settled');
    let cost = 0;
    await outbox.knex.transaction(async tx => {
      // The connection is there, as the change itself was written before.
      await tx.raw('select 1');
      const begin = performance.now();
      await outbox.deliveries.insertAll(tx, [
        outbox.noteFor(round + 20, new Date()),
      ]);
      cost = performance.now() - begin;
    });
    const committedAt = performance.timeOrigin + performance.now();
    worker.nudge();
    const [receivedAt] = await received;
    if (round >= 0) {
      enqueue.push(cost);
      pickUp.push(receivedAt - committedAt);
    }
  }
  await worker.stop();
  const tell = (title: string, values: number[], limit: number) => {
    const middle = median(values);
    console.log(
      `  ${title.padEnd(44)} ${middle.toFixed(2)} ms (95 %: ${quantile(
        values,
        0.95,
      ).toFixed(2)} ms), limit ${limit} ms`,
    );
    return middle <= limit;
  };
  console.log(`\n${ROUNDS} changes, one after the other, medians`);
  const isWithin = [
    tell('writing a delivery in the transaction', enqueue, LIMITS.enqueue),
    tell('from the commit until ServiceNow hears', pickUp, LIMITS.pickUp),
  ].every(Boolean);
  connected.close();
  stub.stop();
  await outbox.knex.destroy();
  process.exit(isWithin ? 0 : 1);
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
