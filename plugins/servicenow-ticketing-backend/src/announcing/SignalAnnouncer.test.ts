import { mockServices } from '@backstage/backend-test-utils';
import type { SignalPayload } from '@backstage/plugin-signals-node';
import { changeSignal } from 'backstage-plugin-servicenow-ticketing-common';
import { SignalAnnouncer } from './SignalAnnouncer';

describe('SignalAnnouncer', () => {
  let published: SignalPayload[];
  let failure: Error | undefined;
  const logger = mockServices.logger.mock();
  const anomaliesOfTickets = jest.fn(async (ids: number[]) =>
    ids.map(id => id * 10),
  );
  let announcer: SignalAnnouncer;

  beforeEach(() => {
    jest.useFakeTimers();
    jest.clearAllMocks();
    published = [];
    failure = undefined;
    announcer = new SignalAnnouncer({
      signals: {
        publish: async signal => {
          if (failure) {
            throw failure;
          }
          published.push(signal);
        },
      },
      anomaliesOfTickets,
      logger,
    });
  });
  afterEach(() => jest.useRealTimers());

  const messages = () =>
    published.map(({ message }) => changeSignal.parse(message));
  const pass = (milliseconds: number) =>
    jest.advanceTimersByTimeAsync(milliseconds);

  it('tells everybody, by ids alone, and says nothing at once', async () => {
    announcer.anomaliesChanged([7, 3]);
    announcer.anomaliesChanged([7]);
    announcer.deliveriesChanged();
    announcer.deliveriesChanged();
    expect(published).toEqual([]);
    await pass(100);
    expect(published).toEqual([
      {
        channel: 'servicenow-ticketing',
        recipients: { type: 'broadcast' },
        message: { type: 'anomalies_changed', anomaly_ids: [3, 7] },
      },
      {
        channel: 'servicenow-ticketing',
        recipients: { type: 'broadcast' },
        message: { type: 'deliveries_changed' },
      },
    ]);
  });

  it('names the anomalies of tickets, with one question for all of them', async () => {
    announcer.ticketsChanged([1]);
    announcer.ticketsChanged([2]);
    announcer.anomaliesChanged([10, 15]);
    await pass(100);
    expect(messages()).toEqual([
      { type: 'anomalies_changed', anomaly_ids: [10, 15, 20] },
    ]);
    expect(anomaliesOfTickets.mock.calls).toEqual([[[1, 2]]]);
  });

  it('tells a hundred by name and more as many', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => index + 1);
    announcer.anomaliesChanged(ids);
    await pass(100);
    announcer.anomaliesChanged(ids);
    announcer.anomaliesChanged([101]);
    await pass(1_000);
    announcer.anomaliesChanged('many');
    await pass(1_000);
    // What was told is not told again.
    announcer.anomaliesChanged([5]);
    await pass(1_000);
    expect(messages()).toEqual([
      { type: 'anomalies_changed', anomaly_ids: ids },
      { type: 'anomalies_changed', anomaly_ids: [] },
      { type: 'anomalies_changed', anomaly_ids: [] },
      { type: 'anomalies_changed', anomaly_ids: [5] },
    ]);
  });

  it('asks nothing about tickets that are too many to name', async () => {
    announcer.ticketsChanged(Array.from({ length: 5_000 }, (_, id) => id));
    await pass(100);
    expect(messages()).toEqual([
      { type: 'anomalies_changed', anomaly_ids: [] },
    ]);
    expect(anomaliesOfTickets).not.toHaveBeenCalled();
  });

  it('speaks at most once a second under load', async () => {
    for (let times = 0; times < 100; times += 1) {
      announcer.anomaliesChanged([1]);
      await pass(50);
    }
    await pass(1_000);
    expect(messages()).toHaveLength(6);
  });

  it('says nothing of nothing', async () => {
    announcer.anomaliesChanged([]);
    announcer.ticketsChanged([]);
    await pass(5_000);
    expect(published).toEqual([]);
  });

  it('notes what could not be told and goes on', async () => {
    failure = new Error('no bus');
    announcer.anomaliesChanged([1]);
    await pass(1_000);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(/could not be told.*no bus/),
    );
    failure = undefined;
    announcer.anomaliesChanged([2]);
    await pass(1_000);
    expect(messages()).toEqual([
      { type: 'anomalies_changed', anomaly_ids: [2] },
    ]);
  });

  it('tells what is left when it is stopped, and nothing afterwards', async () => {
    announcer.anomaliesChanged([1]);
    await announcer.stop();
    expect(messages()).toHaveLength(1);
    announcer.anomaliesChanged([2]);
    await pass(5_000);
    expect(messages()).toHaveLength(1);
  });
});
