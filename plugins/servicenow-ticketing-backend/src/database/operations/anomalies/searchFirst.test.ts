import { listAnomaliesRequest } from 'backstage-plugin-servicenow-ticketing-common';
import type { Knex } from 'knex';
import { createTestDatabases } from '../../../__testUtils__/databases';
import { statementsOf } from '../../../__testUtils__/statementsOf';
import { anAnomaly } from '../../../__testUtils__/observations';
import type { AnomalyAccess } from '../../../domain/anomalyAccess';
import { AnomalyStore } from '../../AnomalyStore';

jest.setTimeout(120_000);

const COUNT = 1_200;
const now = new Date('2026-02-01T00:00:00Z');
const databases = createTestDatabases();

/** Every third is about payments; newest first, with two at the same time. */
const anomalies = Array.from({ length: COUNT }, (_, index) =>
  anAnomaly({
    fingerprint: `f${index}`,
    title: `${index % 3 === 0 ? 'Payments' : 'orders'}_${index} unpaid`,
    message: index === COUNT - 1 ? 'rarely seen' : '',
    severity: index % 2 === 0 ? 'high' : 'low',
    lastSeenAt: new Date(now.getTime() - Math.floor(index / 2) * 60_000),
    entityRefs: ['resource:default/x'],
  }),
);
const isAboutPayments = ({ title }: { title: string }) => /^Pay/.test(title);

describe.each(databases.ids)('searches for frequent words on %s', id => {
  let knex: Knex;
  let store: AnomalyStore;

  beforeAll(async () => {
    knex = await databases.create(id);
    store = new AnomalyStore({ knex });
    await knex.transaction(tx => store.insertAll(tx, anomalies));
  });

  const list = (query: object, access?: AnomalyAccess) =>
    store.list(listAnomaliesRequest.parse(query), { now, access });
  const sent = async (work: () => Promise<unknown>) =>
    (await statementsOf(knex, work)).length;

  it('give the newest, and say that there are more than were counted', async () => {
    const page = await list({ query: 'PAY unpaid', size: 20 });
    expect(page.items.map(({ title }) => title)).toEqual(
      (await list({ size: 60 })).items
        .filter(isAboutPayments)
        .map(({ title }) => title)
        .slice(0, 20),
    );
    expect(page).toMatchObject({ total: 100, totalIsExact: false });
    // The index over words is not asked at all.
    expect(await sent(() => list({ query: 'pay', size: 20 }))).toBeLessThan(
      await sent(() => list({ query: 'rare', size: 20 })),
    );
  });

  it('give every one once, page by page, also behind what is looked at first', async () => {
    const expected = anomalies.filter(isAboutPayments).length;
    for (const query of [
      { query: 'payments' },
      { query: 'payments', sort: '-severity' },
      { query: 'payments', sort: 'title' },
    ]) {
      const found: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await list({ ...query, size: 90, cursor });
        found.push(...page.items.map(({ fingerprint }) => fingerprint));
        cursor = page.nextCursor;
      } while (cursor);
      expect(found).toHaveLength(expected);
      expect(new Set(found).size).toBe(expected);
    }
    const numbered: string[] = [];
    for (let page = 1; page <= Math.ceil(expected / 90); page++) {
      const { items } = await list({ query: 'payments', size: 90, page });
      numbered.push(...items.map(({ fingerprint }) => fingerprint));
    }
    expect(new Set(numbered).size).toBe(expected);
  });

  it('count exactly what is rare, or all there is to look at', async () => {
    expect(await list({ query: 'rare' })).toMatchObject({
      total: 1,
      totalIsExact: true,
    });
    expect(await list({ query: 'rare', size: 1, page: 2 })).toMatchObject({
      items: [],
      total: 1,
      totalIsExact: true,
    });
    expect(await list({ query: 'payments', severity: 'low' })).toMatchObject({
      total: anomalies.filter(
        one => isAboutPayments(one) && one.severity === 'low',
      ).length,
      totalIsExact: true,
    });
    expect(await list({ query: 'nothing like it' })).toMatchObject({
      items: [],
      total: 0,
      totalIsExact: true,
    });
  });

  it('hold only what may be seen', async () => {
    const page = await list(
      { query: 'payments', size: 10 },
      { field: 'severity', values: ['low'] },
    );
    expect(page.items).toHaveLength(10);
    expect(page.items.every(({ severity }) => severity === 'low')).toBe(true);
  });
});
