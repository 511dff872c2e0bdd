import type { AnomalySource } from 'backstage-plugin-servicenow-ticketing-node';
import { packText } from '../../services/ingest/packText';
import { anObservation } from '../../__testUtils__/observations';
import { canonicalSource } from '../canonical/canonicalSource';
import { ReadingPool } from './ReadingPool';

const options = {
  source: 'checks',
  severity: {},
  receivedAt: new Date('2026-02-01T12:00:00Z'),
};
const batch = (count: number) => ({
  run: { id: 'r1' },
  items: Array.from({ length: count }, (_, index) => ({
    check_key: `check ${index}`,
    outcome: 'fail',
    dataset: { fqn: `shop.public.t${index}` },
  })),
});

/** Whose documents are lists of names; another backend module may have added it. */
const namesSource: AnomalySource = {
  adapter: 'names',
  parse: document => ({
    run: { id: 'r', observedAt: new Date('2026-01-01T00:00:00Z') },
    observations: (document as string[]).map((checkKey, index) =>
      anObservation({ index, checkKey }),
    ),
    ignored: 0,
    errors: [],
  }),
};

describe('ReadingPool', () => {
  // Everything but the smallest goes to another thread.
  const pool = new ReadingPool({ smallBytes: 10 });
  afterAll(() => pool.stop());

  it('reads in another thread what it reads here', async () => {
    const here = new ReadingPool({ smallBytes: Infinity });
    const body = await packText(JSON.stringify(batch(1_234)));
    const wanted = { ...options, adapter: canonicalSource };
    const read = await pool.read(body, wanted);
    expect(read).toEqual(await here.read(body, wanted));
    expect(read).toMatchObject({
      batch: false,
      results: [{ report: { run: { id: 'r1' }, ignored: 0, errors: [] } }],
    });
    const [result] = read.results;
    expect('report' in result && result.report.observations).toHaveLength(
      1_234,
    );
  });

  it('reads CloudEvents one by one', async () => {
    const event = (id: string, data: unknown) => ({
      specversion: '1.0',
      id,
      source: '/x',
      type: 't',
      data,
    });
    const body = await packText(
      JSON.stringify([event('1', batch(2)), event('2', {}), event('', {})]),
    );
    expect(
      await pool.read(body, { ...options, adapter: canonicalSource }),
    ).toMatchObject({
      batch: true,
      results: [
        { report: { event: { id: '1', source: '/x' } } },
        { reason: expect.stringContaining('no document of the canonical') },
        { reason: 'id must not be empty' },
      ],
    });
  });

  it('reads for adapters that live in this thread only', async () => {
    const names = Array.from({ length: 3_000 }, (_, index) => `n${index}`);
    const read = await pool.read(await packText(JSON.stringify(names)), {
      ...options,
      adapter: namesSource,
    });
    const [result] = read.results;
    expect('report' in result && result.report.observations).toHaveLength(
      3_000,
    );
  });

  it.each([
    ['not JSON', '{"items": [', 'The body is not JSON'],
    ['no object', '"just some text"', 'object or a list'],
    ['of another tool', '{"alerts": [], "version": "4"}', 'Alertmanager'],
  ])('refuses what is %s', async (_, text, message) => {
    await expect(
      pool.read(await packText(text), { ...options, adapter: canonicalSource }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(message),
    });
  });

  it('refuses what trips an adapter, and says what it said', async () => {
    const adapter: AnomalySource = {
      adapter: 'broken',
      parse: () => {
        throw new TypeError('rows is undefined');
      },
    };
    await expect(
      pool.read(await packText('{"some": "thing"}'), { ...options, adapter }),
    ).rejects.toMatchObject({
      name: 'InputError',
      message:
        'The adapter broken cannot read this document: rows is undefined',
    });
  });

  it('survives a document that takes all memory', async () => {
    const bomb = new ReadingPool({ smallBytes: 10, maxMemoryMegabytes: 32 });
    const body = await packText(`[${'[],'.repeat(4_000_000)}[]]`);
    await expect(
      bomb.read(body, { ...options, adapter: canonicalSource }),
    ).rejects.toMatchObject({ name: 'PayloadTooLargeError' });
    await expect(
      bomb.read(await packText(JSON.stringify(batch(1))), {
        ...options,
        adapter: canonicalSource,
      }),
    ).resolves.toMatchObject({ batch: false });
    await bomb.stop();
  });

  it('gives up a document that takes too long', async () => {
    const hasty = new ReadingPool({ smallBytes: 10, maxSeconds: 0.01 });
    const body = await packText(`[${'[],'.repeat(2_000_000)}[]]`);
    await expect(
      hasty.read(body, { ...options, adapter: canonicalSource }),
    ).rejects.toMatchObject({
      name: 'PayloadTooLargeError',
      message: expect.stringContaining('longer than 0.01 seconds'),
    });
    await hasty.stop();
  });
});
