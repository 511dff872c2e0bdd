import {
  listAnomaliesRequest,
  type Anomaly,
  type AnomalyStatus,
  type Resolution,
} from 'backstage-plugin-servicenow-ticketing-common';
import type { Outcome } from 'backstage-plugin-servicenow-ticketing-node';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { createAnomalyWorld } from '../__testUtils__/anomalyWorld';
import { createTestDatabases } from '../__testUtils__/databases';
import { anObservation } from '../__testUtils__/observations';

/*
 * Any sequence of reports and decisions leads to what a model of a few lines says. The model shares no code with the
 * product: it is written down anew from docs/lifecycle.md.
 */

const databases = createTestDatabases();
const actor = { ref: 'user:default/ann', name: 'Ann' };
const CHECKS = ['a', 'b', 'c'];
const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1);

interface ModelAnomaly {
  status: AnomalyStatus;
  resolution: Resolution | null;
  condition: 'failing' | 'passing' | 'unknown';
  failures: number;
  newestRun: number;
  entries: number;
}

interface Model {
  /** Minutes since the start of the newest run. */
  clock: number;
  runs: number;
  anomalies: Map<string, ModelAnomaly>;
  /** The document that was reported last. */
  last?: object;
}

type World = ReturnType<typeof createAnomalyWorld>;

/** Every check as the product shows it. */
async function shown(world: World): Promise<Map<string, Anomaly>> {
  const { items } = await world.service.list(listAnomaliesRequest.parse({}));
  return new Map(items.map(item => [item.check_key, item]));
}

async function compare(model: Model, world: World): Promise<void> {
  const real = await shown(world);
  expect([...real.keys()].sort()).toEqual([...model.anomalies.keys()].sort());
  for (const [check, expected] of model.anomalies) {
    const anomaly = real.get(check)!;
    expect({
      status: anomaly.status,
      resolution: anomaly.resolution,
      condition: anomaly.condition,
      failures: anomaly.occurrence_count,
    }).toEqual({
      status: expected.status,
      resolution: expected.resolution,
      condition: expected.condition,
      failures: expected.failures,
    });
    const page = { page: 1, size: 1 };
    const { total } = await world.service.listActivity(anomaly.id, page);
    expect(total).toBe(expected.entries);
  }
}

/** A run reports checks; `age` minutes before the newest run. */
class Report implements fc.AsyncCommand<Model, World> {
  readonly #outcomes: Partial<Record<string, Outcome>>;
  readonly #age: number;

  constructor(outcomes: Partial<Record<string, Outcome>>, age: number) {
    this.#outcomes = outcomes;
    this.#age = age;
  }

  check = () => true;

  async run(model: Model, world: World): Promise<void> {
    // An older run lies between two others, as no two runs look at the same time.
    const at =
      this.#age === 0
        ? model.clock + 1
        : model.clock - this.#age + 0.5 + model.runs / 1e4;
    model.clock = Math.max(model.clock, at);
    model.runs += 1;
    for (const [check, outcome] of Object.entries(this.#outcomes)) {
      this.#observe(model, { check, outcome: outcome!, at });
    }
    model.last = {
      run: {
        id: `run-${model.runs}`,
        observedAt: new Date(START + Math.round(at * MINUTE)),
      },
      observations: Object.entries(this.#outcomes).map(
        ([checkKey, outcome], index) =>
          anObservation({ index, checkKey, outcome }),
      ),
      ignored: 0,
      errors: [],
    };
    await world.report('plain', model.last);
    await compare(model, world);
  }

  #observe(
    model: Model,
    seen: { check: string; outcome: Outcome; at: number },
  ): void {
    const { check, outcome, at } = seen;
    const known = model.anomalies.get(check);
    const failed = outcome === 'fail' || outcome === 'warn';
    if (!known) {
      if (failed) {
        model.anomalies.set(check, {
          status: 'Active',
          resolution: null,
          condition: 'failing',
          failures: 1,
          newestRun: at,
          entries: 1,
        });
      }
      return;
    }
    known.failures += failed ? 1 : 0;
    if (at < known.newestRun) {
      return;
    }
    known.newestRun = at;
    if (failed) {
      known.condition = 'failing';
      if (known.resolution === 'Resolved') {
        known.status = 'Active';
        known.resolution = null;
        known.entries += 1;
      }
    } else if (outcome === 'pass') {
      known.condition = 'passing';
      if (known.status !== 'Archived') {
        known.status = 'Archived';
        known.resolution = 'Resolved';
        known.entries += 1;
      }
    } else {
      known.condition = 'unknown';
    }
  }

  toString = () => `report ${JSON.stringify(this.#outcomes)} -${this.#age}`;
}

/** The pipeline sends the same once more. */
class Repeat implements fc.AsyncCommand<Model, World> {
  check = (model: Readonly<Model>) => model.last !== undefined;

  async run(model: Model, world: World): Promise<void> {
    await world.report('plain', model.last);
    await compare(model, world);
  }

  toString = () => 'repeat';
}

/** A person decides. */
class Decide implements fc.AsyncCommand<Model, World> {
  readonly #checkKey: string;
  readonly #status: AnomalyStatus;
  readonly #resolution: Resolution | undefined;

  constructor(
    checkKey: string,
    status: AnomalyStatus,
    resolution: Resolution | undefined,
  ) {
    this.#checkKey = checkKey;
    this.#status = status;
    this.#resolution = resolution;
  }

  check = (model: Readonly<Model>) => model.anomalies.has(this.#checkKey);

  async run(model: Model, world: World): Promise<void> {
    const known = model.anomalies.get(this.#checkKey)!;
    const resolution = this.#resolution ?? null;
    if (known.status !== this.#status || known.resolution !== resolution) {
      known.entries += 1;
      known.status = this.#status;
      known.resolution = resolution;
    }
    const anomalyId = (await shown(world)).get(this.#checkKey)!.id;
    await world.decisions.decide(
      { anomalyId, actor },
      { status: this.#status, resolution: this.#resolution },
    );
    await compare(model, world);
  }

  toString = () =>
    `${this.#checkKey}: ${this.#status} ${this.#resolution ?? ''}`;
}

const outcome = fc.constantFrom<Outcome>(
  'fail',
  'fail',
  'warn',
  'pass',
  'pass',
  'error',
  'skipped',
);

const commands = [
  fc
    .tuple(
      fc.record(Object.fromEntries(CHECKS.map(check => [check, outcome])), {
        requiredKeys: [],
      }),
      fc.constantFrom(0, 0, 0, 1, 2, 5),
    )
    .map(([outcomes, age]) => new Report(outcomes, age)),
  fc.constant(new Repeat()),
  fc
    .tuple(
      fc.constantFrom(...CHECKS),
      fc.constantFrom<AnomalyStatus>('Active', 'Acknowledged'),
    )
    .map(([check, status]) => new Decide(check, status, undefined)),
  fc
    .tuple(
      fc.constantFrom(...CHECKS),
      fc.constantFrom<Resolution>(
        'Resolved',
        'Duplicate',
        'Invalid',
        'Discarded',
      ),
    )
    .map(([check, as]) => new Decide(check, 'Archived', as)),
];

describe.each(databases.ids)('the lifecycle on %s', id => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.create(id);
  });

  it('is that of the model, whatever happens in which order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.commands(commands, { maxCommands: 25 }),
        async sequence => {
          await knex('ingest_deliveries').delete();
          await knex('anomalies').delete();
          await fc.asyncModelRun(
            () => ({
              model: { clock: 10, runs: 0, anomalies: new Map() },
              real: createAnomalyWorld({
                knex,
                // What flaps is another story, and says so on the timeline.
                rules: { flapping: { turns: 21, within: MINUTE } },
              }),
            }),
            sequence,
          );
        },
      ),
      { numRuns: 40 },
    );
  });
});
