import { createSimulator, type Simulator } from 'servicenow-simulator';
import { createSimulatedClient } from '../__testUtils__/simulatedClient';
import type {
  ServiceNowRequest,
  ServiceNowResponse,
  Transport,
} from '../transport';
import { valueOf, type WireRecord } from '../wire';
import { TableApi } from '../TableApi';
import type { RowOrder, StreamRequest } from './streamRows';

const ABEL = 'abel.tuter';
const START = Date.parse('2026-03-18T10:30:00Z');
const ORDERS: RowOrder[] = ['sys_id', 'sys_updated_on'];

describe('reading all rows of a query', () => {
  let simulator: Simulator;
  let time = START;
  let abelId: string;
  let transports: Transport[];

  beforeAll(async () => {
    simulator = await createSimulator({ clock: { now: () => time } });
  });
  beforeEach(() => {
    time = START;
    transports = [];
    simulator.reset();
    [{ sys_id: abelId }] = simulator.records('sys_user', `user_name=${ABEL}`);
  });
  afterEach(() => transports.forEach(transport => transport.close()));
  afterAll(() => simulator.stop());

  const tablesOf = (user?: string): TableApi => {
    const { tables, transport } = createSimulatedClient(simulator, { user });
    transports.push(transport);
    return tables;
  };

  /** Somebody without a role sees an incident only as its caller. */
  const insert = (count: number, isVisible = true): string[] =>
    Array.from(
      { length: count },
      () =>
        simulator.insert('incident', {
          short_description: 'paged',
          ...(isVisible ? { caller_id: abelId } : {}),
        }).sys_id,
    );

  const paged = (change: Partial<StreamRequest> = {}): StreamRequest => ({
    table: 'incident',
    query: { where: [['short_description', '=', 'paged']] },
    fields: 'number,priority,sys_mod_count',
    pageSize: 5,
    ...change,
  });

  const collect = async (rows: AsyncIterable<WireRecord>) => {
    const all: WireRecord[] = [];
    for await (const row of rows) {
      all.push(row);
    }
    return all;
  };
  const idsOf = (rows: WireRecord[]) => rows.map(row => valueOf(row, 'sys_id'));
  const callCount = () => simulator.requests().length;

  describe.each(ORDERS)('in the order of %s', order => {
    const read = (user?: string) =>
      collect(tablesOf(user).stream(paged({ order })));

    it('gives each row once, also those of one second', async () => {
      const ids = [...insert(13)];
      time += 1_000;
      ids.push(...insert(4));
      const rows = await read();
      expect(idsOf(rows).sort()).toEqual(ids.sort());
      expect(valueOf(rows[0], 'number')).toMatch(/^INC/);
      const keys = rows.map(
        row =>
          `${order === 'sys_id' ? '' : valueOf(row, 'sys_updated_on')}${valueOf(
            row,
            'sys_id',
          )}`,
      );
      expect(keys).toEqual([...keys].sort());
      // Four pages; the last one knows that it is.
      expect(callCount()).toBe(4);
    });

    it('ends with nothing where nothing matches', async () => {
      expect(await read()).toEqual([]);
      expect(callCount()).toBe(1);
    });

    it('needs no call to find out that a full page was the last', async () => {
      insert(5);
      expect(await read()).toHaveLength(5);
      expect(callCount()).toBe(1);
    });

    it.each([
      ['before', [7, 0, 3]],
      ['between', [3, 40, 3]],
      ['after', [0, 2, 30]],
      ['around', [80, 6, 20]],
      ['in the place of all', [30, 0, 0]],
    ])(
      'passes over rows hidden %s those that may be read',
      async (_, counts) => {
        // Hidden and visible rows in turns, each group in a second of its own.
        const visible: string[] = [];
        counts.forEach((count, index) => {
          const isVisible = counts[1] === 0 ? index === 2 : index !== 1;
          const ids = insert(count, isVisible);
          time += 1_000;
          visible.push(...(isVisible ? ids : []));
        });
        expect(idsOf(await read(ABEL)).sort()).toEqual(visible.sort());
        expect(callCount()).toBeLessThan(60);
      },
    );

    it('ends where an account may read none of many rows', async () => {
      insert(500, false);
      expect(await read(ABEL)).toEqual([]);
      // 5, 50, 500: the widest window covers them all.
      expect(callCount()).toBe(3);
    });

    it('misses and doubles nothing while rows come and change', async () => {
      const ids = insert(20);
      const seen: WireRecord[] = [];
      let changes = 0;
      for await (const row of tablesOf().stream(paged({ order }))) {
        seen.push(row);
        if (seen.length % 4 === 0 && changes < 8) {
          time += 1_000;
          insert(1);
          // One that was read already, and one that may not have been.
          for (const id of [ids[changes], ids[19 - changes]]) {
            simulator.update('incident', id, {
              urgency: `${1 + (changes % 3)}`,
            });
          }
          changes += 1;
        }
      }
      expect(changes).toBeGreaterThan(3);
      const found = new Set(idsOf(seen));
      expect(ids.filter(id => !found.has(id))).toEqual([]);
      const versions = seen.map(
        row => `${valueOf(row, 'sys_id')} ${valueOf(row, 'sys_mod_count')}`,
      );
      expect(new Set(versions).size).toBe(versions.length);
      expect(idsOf(seen).length === found.size).toBe(order === 'sys_id');
    });

    it('misses nothing while rows go, hidden and visible ones', async () => {
      const gone = [...insert(6), ...insert(10, false)];
      time += 1_000;
      const kept = insert(12);
      const seen: string[] = [];
      for await (const row of tablesOf(ABEL).stream(paged({ order }))) {
        seen.push(valueOf(row, 'sys_id'));
        const next = gone.pop();
        if (next) {
          simulator.remove('incident', next);
        }
      }
      expect(kept.filter(id => !seen.includes(id))).toEqual([]);
      expect(new Set(seen).size).toBe(seen.length);
    });

    it('reads on when nobody counts the rows', async () => {
      const ids = insert(12);
      const { tables } = uncounted(tablesOf());
      expect(
        idsOf(await collect(tables.stream(paged({ order })))).sort(),
      ).toEqual(ids.sort());
    });
  });

  /** The same tables where `X-Total-Count` is left out. */
  function uncounted(tables: TableApi) {
    const transport = transports.at(-1)!;
    const send = transport.send.bind(transport);
    transport.send = async request => ({
      ...(await send(request)),
      totalCount: undefined,
    });
    return { tables };
  }

  /** An instance that always gives the same answer. */
  function stub(
    answer: ServiceNowResponse,
    onCall: (request: ServiceNowRequest) => void = () => {},
  ) {
    return new TableApi({
      instanceUrl: 'https://acme.service-now.com',
      breaker: { state: 'closed', since: new Date() },
      send: async request => {
        onCall(request);
        return answer;
      },
      close() {},
    });
  }

  it('gives what changed while it read, as it then is, at the end', async () => {
    const [first] = insert(8);
    const rows: WireRecord[] = [];
    for await (const row of tablesOf().stream(
      paged({ order: 'sys_updated_on' }),
    )) {
      rows.push(row);
      if (rows.length === 1) {
        time += 1_000;
        simulator.update('incident', first, { urgency: '1', impact: '1' });
      }
    }
    expect(rows.map(row => valueOf(row, 'priority')).at(-1)).toBe('1');
  });

  it('asks for no page that nobody wants', async () => {
    insert(20);
    for await (const row of tablesOf().stream(paged())) {
      expect(row).toBeDefined();
      break;
    }
    expect(callCount()).toBe(1);
  });

  it('says what to do where the keys may not be read', async () => {
    insert(3);
    simulator.access.restrictField('incident', 'sys_updated_on', ['admin']);
    await expect(
      collect(tablesOf().stream(paged({ order: 'sys_updated_on' }))),
    ).rejects.toMatchObject({
      name: 'ServiceNowAccessError',
      remedy: expect.stringContaining('read every field of the query'),
    });

    const tables = stub({
      body: { result: [{ sys_id: 'a', sys_updated_on: '' }] },
      totalCount: 1,
    });
    await expect(
      collect(
        tables.stream({
          table: 'incident',
          fields: 'number',
          order: 'sys_updated_on',
        }),
      ),
    ).rejects.toMatchObject({
      name: 'ServiceNowAccessError',
      message: expect.stringMatching(/leaves out sys_updated_on\. Let the/),
    });
  });

  it('gives up on an instance that gives the same page for ever', async () => {
    insert(20);
    const tables = tablesOf();
    const transport = transports.at(-1)!;
    const send = transport.send.bind(transport);
    let calls = 0;
    transport.send = request => {
      calls += 1;
      return send({
        ...request,
        parameters: {
          ...request.parameters,
          sysparm_query: 'short_description=paged^ORDERBYsys_id',
        },
      });
    };
    await expect(collect(tables.stream(paged()))).rejects.toMatchObject({
      name: 'ServiceNowBrokenAnswerError',
      message: expect.stringContaining('gives the same rows again'),
    });
    expect(calls).toBe(2);
  });

  it('gives up where more rows follow each other hidden than can be passed over', async () => {
    const asked: string[] = [];
    const tables = stub(
      { body: { result: [] }, totalCount: 5_000_000 },
      ({ parameters }) => asked.push(parameters!.sysparm_limit),
    );
    await expect(
      collect(tables.stream(paged({ pageSize: undefined }))),
    ).rejects.toMatchObject({
      name: 'ServiceNowAccessError',
      message: expect.stringMatching(
        /may not read 100000 rows of incident.*role itil/,
      ),
    });
    expect(asked).toEqual(['1000', '10000', '100000']);
  });

  it('reads lists whole', async () => {
    const ids = insert(17);
    const rows = await tablesOf().readAll(paged());
    expect(idsOf(rows).sort()).toEqual(ids.sort());
  });
});
