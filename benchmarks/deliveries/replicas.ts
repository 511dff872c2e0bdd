// Delivers with one backend process and with two, when ServiceNow is what everything waits for.
import { fork, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { startStub } from '../support/startStub';
import { median } from '../support/statistics';
import { Outbox } from './Outbox';

const ROUNDS = Number(process.env.BENCHMARK_ROUNDS ?? 3);
const TICKETS = 400;
const NOTES = 1_600;
const LATENCY = 100;
const LIMIT = 1.6;

/** Until the replica says so; what loads it has things to say, too. */
async function untilTold(replica: ChildProcess, word: string): Promise<void> {
  for (;;) {
    const [message] = await once(replica, 'message');
    if (message === word) {
      return;
    }
  }
}

async function startReplica(url: string): Promise<ChildProcess> {
  const child = fork(require.resolve('./replica'), [url]);
  await untilTold(child, 'ready');
  return child;
}

/** How long so many replicas take for the whole outbox, in milliseconds. */
async function deliver(outbox: Outbox, replicas: ChildProcess[]) {
  await outbox.fill(NOTES);
  let settled = 0;
  const done = new EventEmitter();
  const onMessage = (message: unknown) => {
    settled += typeof message === 'number' ? message : 0;
    if (settled >= NOTES) {
      done.emit('done');
    }
  };
  replicas.forEach(replica => replica.on('message', onMessage));
  const isDone = once(done, 'done');
  const begin = performance.now();
  replicas.forEach(replica => replica.send('start'));
  await isDone;
  const taken = performance.now() - begin;
  for (const replica of replicas) {
    replica.off('message', onMessage);
    replica.send('stop');
    await untilTold(replica, 'stopped');
  }
  return taken;
}

async function main(): Promise<void> {
  const outbox = await Outbox.create(TICKETS);
  const stub = await startStub(LATENCY);
  const replicas = [await startReplica(stub.url), await startReplica(stub.url)];
  const times = { one: [] as number[], two: [] as number[] };
  for (let round = 0; round < ROUNDS; round++) {
    times.one.push(await deliver(outbox, replicas.slice(0, 1)));
    times.two.push(await deliver(outbox, replicas));
  }
  const ratio = median(times.one.map((one, index) => one / times.two[index]));
  const rate = (values: number[]) =>
    ((NOTES * 1_000) / median(values)).toFixed(0);
  console.log(
    `\n${NOTES} work notes for ${TICKETS} tickets, ServiceNow answers after ${LATENCY} ms (${ROUNDS} rounds)`,
  );
  console.log(
    `  one backend ${rate(times.one)} a second, two ${rate(
      times.two,
    )}: ${ratio.toFixed(2)} times as many, limit ${LIMIT}`,
  );
  replicas.forEach(replica => replica.disconnect());
  stub.stop();
  await outbox.knex.destroy();
  process.exit(ratio >= LIMIT ? 0 : 1);
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
