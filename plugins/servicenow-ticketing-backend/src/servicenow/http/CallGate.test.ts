import { createManualClock, settle } from '../__testUtils__/manualClock';
import { CallGate } from './CallGate';
import { Deadline } from './Deadline';

describe('CallGate', () => {
  const instanceUrl = 'https://acme.service-now.com';
  let clock: ReturnType<typeof createManualClock>;
  let entered: string[];
  let deadlines: Deadline[];

  beforeEach(() => {
    clock = createManualClock();
    entered = [];
    deadlines = [];
  });
  afterEach(() => deadlines.forEach(deadline => deadline.clear()));

  const createGate = (
    limits: { concurrency?: number; requestsPerMinute?: number } = {},
  ) => new CallGate({ instanceUrl, concurrency: 2, ...limits, ...clock });

  const deadline = (timeout = 30_000, signal?: AbortSignal) => {
    const made = new Deadline(timeout, signal);
    deadlines.push(made);
    return made;
  };

  const enter = (gate: CallGate, name: string, until = deadline()) =>
    gate.enter(until).then(() => {
      entered.push(name);
    });

  it('lets so many calls through at once, the others in their order', async () => {
    const gate = createGate();
    const all = ['a', 'b', 'c', 'd'].map(name => enter(gate, name));
    await settle();
    expect(entered).toEqual(['a', 'b']);
    gate.leave();
    await settle();
    expect(entered).toEqual(['a', 'b', 'c']);
    gate.leave();
    await Promise.all(all);
    expect(entered).toEqual(['a', 'b', 'c', 'd']);
  });

  it('spreads calls over the minute', async () => {
    const gate = createGate({ concurrency: 10, requestsPerMinute: 12 });
    const all = ['a', 'b', 'c', 'd'].map(name => enter(gate, name));
    await settle();
    expect(entered).toEqual(['a', 'b']);
    await clock.advance(6_000);
    expect(entered).toEqual(['a', 'b', 'c']);
    await clock.advance(5_999);
    expect(entered).toHaveLength(3);
    await clock.advance(1);
    await Promise.all(all);
  });

  it('holds everybody back during a pause, and refuses at once who cannot wait so long', async () => {
    const gate = createGate({ concurrency: 1 });
    await enter(gate, 'a');
    const patient = enter(gate, 'patient', deadline(60_000));
    const hasty = enter(gate, 'hasty', deadline(10_000));
    gate.pause(30_000);
    await expect(hasty).rejects.toMatchObject({
      name: 'ServiceNowRateLimitError',
      retryable: true,
      retryAfter: 30_000,
      message: expect.stringMatching(
        /^https:\/\/acme\.service-now\.com limits .* wants no call for another 30 s\. The portal waits/,
      ),
    });
    await clock.advance(10_000);
    await expect(enter(gate, 'late', deadline(10_000))).rejects.toMatchObject({
      retryAfter: 20_000,
    });

    gate.leave();
    await settle();
    expect(entered).toEqual(['a']);
    // A shorter pause does not end a longer one.
    gate.pause(1_000);
    await clock.advance(19_999);
    expect(entered).toEqual(['a']);
    await clock.advance(1);
    await patient;
    expect(entered).toEqual(['a', 'patient']);
  });

  it('refuses whose deadline passes or who goes away, and keeps no place for them', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'performance'] });
    try {
      const gate = createGate({ concurrency: 1, requestsPerMinute: 600 });
      const controller = new AbortController();
      await enter(gate, 'a');
      const late = enter(gate, 'late', deadline(5_000));
      const gone = enter(gate, 'gone', deadline(30_000, controller.signal));
      const last = enter(gate, 'last');
      controller.abort();
      await expect(gone).rejects.toMatchObject({
        name: 'ServiceNowAbortedError',
        retryable: true,
      });
      jest.advanceTimersByTime(5_000);
      await expect(late).rejects.toMatchObject({
        name: 'ServiceNowBusyError',
        retryable: true,
        message:
          'The call to https://acme.service-now.com waited 5 s for its turn and was not sent: 2 others wait, and this portal makes at most 1 calls at once and 600 a minute. Try again later; if this happens often, raise the limits of the integration.',
      });
      gate.leave();
      await last;
      expect(entered).toEqual(['a', 'last']);
      await expect(
        enter(gate, 'aborted', deadline(1_000, AbortSignal.abort())),
      ).rejects.toMatchObject({ name: 'ServiceNowAbortedError' });
    } finally {
      jest.useRealTimers();
    }
  });

  it('lets nobody wait once it is closed', async () => {
    const gate = createGate({ concurrency: 1, requestsPerMinute: 1 });
    await enter(gate, 'a');
    gate.leave();
    const waiting = enter(gate, 'b');
    await settle();
    gate.close();
    await expect(waiting).rejects.toMatchObject({
      name: 'ServiceNowAbortedError',
    });
    await expect(enter(gate, 'c')).rejects.toMatchObject({
      name: 'ServiceNowAbortedError',
    });
  });
});
