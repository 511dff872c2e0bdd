// Asks for the same pages of the list among a million anomalies and ten thousand, and by hand, in alternating rounds.
import { Agent, get } from 'node:http';
import { median, quantile } from '../support/statistics';
import { LIST_QUERIES } from './listQueries';
import { loadAnomalies } from './loadAnomalies';
import { bareRoute, ourRoute, OWNER_HEADER, serve } from './routes';

const SMALL = Number(process.env.BENCHMARK_SMALL ?? 10_000);
const LARGE = Number(process.env.BENCHMARK_LARGE ?? 1_000_000);
const ROUNDS = Number(process.env.BENCHMARK_ROUNDS ?? 30);
const WARM_UP_ROUNDS = 3;
const REQUESTS = 5;
/** What a page may cost among the large number, next to the small one. */
const SIZE_LIMIT = 1.3;
/** What part of the requests a second of the bare route we must reach. */
const BARE_LIMIT = 0.7;
/** People who look at the same time. */
const CONCURRENCY = 8;

const agent = new Agent({ keepAlive: true, maxSockets: CONCURRENCY });

function fetchPage(url: string, headers: Record<string, string> = {}) {
  return new Promise<string>((resolve, reject) => {
    get(url, { agent, headers }, response => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', chunk => {
        body += chunk;
      });
      response.on('end', () =>
        response.statusCode === 200 ? resolve(body) : reject(new Error(body)),
      );
    }).on('error', reject);
  });
}

type Ask = (index: number, round: number) => Promise<string>;

const askOurs =
  (url: string): Ask =>
  (index, round) => {
    const { query, owner } = LIST_QUERIES[index];
    const parameters = Object.entries(query(round)).map(
      ([name, value]) => [name, String(value)] as [string, string],
    );
    return fetchPage(
      `${url}/anomalies?${new URLSearchParams(parameters)}`,
      owner ? { [OWNER_HEADER]: owner(round) } : {},
    );
  };

const askBare =
  (url: string): Ask =>
  (index, round) =>
    fetchPage(`${url}/${index}/${round}`);

/** Milliseconds of one page, when nobody else asks. */
async function timePage(ask: Ask, index: number, round: number) {
  const begin = performance.now();
  for (let request = 0; request < REQUESTS; request++) {
    await ask(index, round * REQUESTS + request);
  }
  return (performance.now() - begin) / REQUESTS;
}

/** Requests a second of the whole mix, when several ask at the same time. */
async function throughput(ask: Ask, round: number) {
  const mix = LIST_QUERIES.flatMap(({ weight }, index) =>
    Array.from({ length: weight }, () => index),
  );
  let next = 0;
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      while (next < mix.length) {
        const position = next++;
        // Spread, so that the same kind of page is not asked for at once.
        await ask(mix[(position * 37) % mix.length], round + position);
      }
    }),
  );
  return (mix.length * 1_000) / (performance.now() - begin);
}

async function main(): Promise<void> {
  const url = process.env.BENCHMARK_POSTGRES!;
  const small = await loadAnomalies(url, SMALL);
  const large = await loadAnomalies(url, LARGE);
  const servers = await Promise.all(
    [ourRoute(small), ourRoute(large), bareRoute(large)].map(serve),
  );
  const [askSmall, askLarge] = servers
    .slice(0, 2)
    .map(({ url: at }) => askOurs(at));
  const askByHand = askBare(servers[2].url);

  const times = LIST_QUERIES.map(() => ({
    small: [] as number[],
    large: [] as number[],
    bare: [] as number[],
  }));
  const overall: number[] = [];
  const rates: number[] = [];
  for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round++) {
    let [smallSum, largeSum] = [0, 0];
    for (const [index, { weight }] of LIST_QUERIES.entries()) {
      const at = round + WARM_UP_ROUNDS;
      const taken = {
        small: await timePage(askSmall, index, at),
        large: await timePage(askLarge, index, at),
        bare: await timePage(askByHand, index, at),
      };
      smallSum += taken.small * weight;
      largeSum += taken.large * weight;
      if (round >= 0) {
        times[index].small.push(taken.small);
        times[index].large.push(taken.large);
        times[index].bare.push(taken.bare);
      }
    }
    // What comes first may find the machine in another state: they take turns.
    const order =
      round % 2 === 0 ? [askLarge, askByHand] : [askByHand, askLarge];
    const rate = new Map<Ask, number>();
    for (const ask of order) {
      rate.set(ask, await throughput(ask, round + 10));
    }
    if (round >= 0) {
      overall.push(largeSum / smallSum);
      rates.push(rate.get(askLarge)! / rate.get(askByHand)!);
    }
  }

  console.log(
    `\nPages of ${SMALL.toLocaleString('en')} and ${LARGE.toLocaleString(
      'en',
    )} anomalies, medians of ${ROUNDS} rounds, ms`,
  );
  for (const [index, { title, weight }] of LIST_QUERIES.entries()) {
    const of = (which: 'small' | 'large' | 'bare') =>
      median(times[index][which]);
    console.log(
      `  ${title.padEnd(32)} ${String(weight).padStart(3)} %  ${of('small')
        .toFixed(1)
        .padStart(6)} ${of('large').toFixed(1).padStart(6)}  x${(
        of('large') / of('small')
      ).toFixed(2)}   by hand ${of('bare').toFixed(1)}`,
    );
  }
  const cost = median(overall);
  const share = median(rates);
  const range = (values: number[]) =>
    `${quantile(values, 0.1).toFixed(2)} to ${quantile(values, 0.9).toFixed(
      2,
    )} in most rounds`;
  console.log(
    `\nA page of the large list costs x${cost.toFixed(2)} (${range(
      overall,
    )}); limit x${SIZE_LIMIT}`,
  );
  console.log(
    `We answer ${share.toFixed(
      2,
    )} of the requests a second of the bare route (${range(
      rates,
    )}); limit ${BARE_LIMIT}`,
  );

  servers.forEach(({ server }) => server.close());
  agent.destroy();
  await Promise.all([small.destroy(), large.destroy()]);
  process.exitCode = cost <= SIZE_LIMIT && share >= BARE_LIMIT ? 0 : 1;
}

main().catch(error => {
  console.error(error);
  process.exit(1);
});
