import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { RecordingMetrics } from '../__testUtils__/RecordingMetrics';
import { TicketingMetrics } from './TicketingMetrics';

const PREFIX = 'servicenow_ticketing';

describe('TicketingMetrics', () => {
  let host: RecordingMetrics;
  let metrics: TicketingMetrics;
  let now: Date;
  const measureQueue = jest.fn();
  const readPolls = jest.fn();
  const pass = (seconds: number) => {
    now = new Date(now.getTime() + seconds * 1000);
  };

  beforeEach(() => {
    now = new Date('2026-01-22T12:00:00Z');
    host = new RecordingMetrics();
    measureQueue.mockReset().mockResolvedValue([]);
    metrics = new TicketingMetrics({
      metrics: host,
      measureQueue,
      readPolls,
      nameOf: id => (id === 9 ? undefined : `instance-${id}`),
      now: () => now,
    });
  });

  it('counts tries by kind and outcome, and how long it took until ServiceNow had it', () => {
    const delivery = { kind: 'comment', integrationId: 1, createdAt: now };
    pass(2.5);
    metrics.deliverySettled(delivery, 'retry');
    metrics.deliverySettled(delivery, 'delivered');
    const about = { kind: 'comment', integration: 'instance-1' };
    expect(host.valuesOf(`${PREFIX}.delivery.attempts`)).toEqual([
      { value: 1, attributes: { ...about, outcome: 'retry' } },
      { value: 1, attributes: { ...about, outcome: 'delivered' } },
    ]);
    expect(host.valuesOf(`${PREFIX}.delivery.duration`)).toEqual([
      { value: 2.5, attributes: about },
    ]);
  });

  it('tells what waits and since when, and asks the database once for all who want to know', async () => {
    measureQueue.mockResolvedValue([
      { integrationId: 1, status: 'pending', count: 3, oldest: now },
      {
        integrationId: 1,
        status: 'retrying',
        count: 1,
        oldest: new Date(now.getTime() - 60_000),
      },
      { integrationId: 1, status: 'dead', count: 2, oldest: new Date(0) },
    ]);
    const [size, age] = await Promise.all([
      host.collect(`${PREFIX}.delivery.queue.size`),
      host.collect(`${PREFIX}.delivery.queue.oldest_age`),
    ]);
    expect(size).toEqual(
      [
        ['pending', 3],
        ['retrying', 1],
        ['dead', 2],
      ].map(([status, value]) => ({
        value,
        attributes: { status, integration: 'instance-1' },
      })),
    );
    expect(age).toEqual([
      { value: 60, attributes: { integration: 'instance-1' } },
    ]);
    pass(14);
    await host.collect(`${PREFIX}.delivery.queue.size`);
    expect(measureQueue).toHaveBeenCalledTimes(1);
    pass(1);
    await host.collect(`${PREFIX}.delivery.queue.size`);
    expect(measureQueue).toHaveBeenCalledTimes(2);
  });

  it('tells nothing of the queue while the database does not answer', async () => {
    measureQueue.mockRejectedValue(new Error('away'));
    expect(await host.collect(`${PREFIX}.delivery.queue.size`)).toEqual([]);
  });

  it('measures calls to ServiceNow, and what they waited for their turn', () => {
    metrics.requestEnded(1, { method: 'PATCH', status: 429, durationMs: 250 });
    metrics.requestEnded(1, { method: 'GET', durationMs: 30_000 });
    metrics.requestWaited(1, 1_500);
    expect(host.valuesOf(`${PREFIX}.request.duration`)).toEqual([
      {
        value: 0.25,
        attributes: {
          integration: 'instance-1',
          'http.request.method': 'PATCH',
          'http.response.status_code': 429,
        },
      },
      {
        value: 30,
        attributes: {
          integration: 'instance-1',
          'http.request.method': 'GET',
          'error.type': 'no_answer',
        },
      },
    ]);
    expect(host.valuesOf(`${PREFIX}.request.wait`)).toEqual([
      { value: 1.5, attributes: { integration: 'instance-1' } },
    ]);
  });

  it('tells whether calls are let through, and how old what is known of tickets may be', async () => {
    metrics.breakerChanged(1, 'open');
    metrics.breakerChanged(2, 'half-open');
    metrics.breakerChanged(1, 'closed');
    readPolls.mockResolvedValue(
      new Map([
        [1, { succeededAt: now }],
        [2, {}],
        // Not connected any more.
        [9, { succeededAt: now }],
      ]),
    );
    pass(90);
    expect(await host.collect(`${PREFIX}.breaker.state`)).toEqual([
      { value: 0, attributes: { integration: 'instance-1' } },
      { value: 1, attributes: { integration: 'instance-2' } },
    ]);
    expect(await host.collect(`${PREFIX}.inbound.poll.lag`)).toEqual([
      { value: 90, attributes: { integration: 'instance-1' } },
    ]);
  });

  it('measures how long deliveries are held back', () => {
    metrics.deliveriesPaused(1, new Date(now.getTime() + 30_000));
    expect(host.valuesOf(`${PREFIX}.delivery.pause`)).toEqual([
      { value: 30, attributes: { integration: 'instance-1' } },
    ]);
  });

  it('counts reports and what their items did', () => {
    metrics.reportTaken('warehouse', { created: 2, updated: 0, ignored: 5 });
    expect(host.valuesOf(`${PREFIX}.ingest.reports`)).toEqual([
      { value: 1, attributes: { source: 'warehouse' } },
    ]);
    expect(host.valuesOf(`${PREFIX}.ingest.items`)).toEqual([
      { value: 2, attributes: { source: 'warehouse', effect: 'created' } },
      { value: 5, attributes: { source: 'warehouse', effect: 'ignored' } },
    ]);
  });

  it('has a unit for each, and is described where those look who operate it', () => {
    const manual = readFileSync(
      resolve(__dirname, '../../../../docs/operations.md'),
      'utf8',
    );
    expect(host.units.size).toBe(11);
    for (const [name, unit] of host.units) {
      expect(unit).toMatch(/^(s|1|\{\w+\})$/);
      expect(manual).toContain(`\`${name}\``);
    }
  });
});
