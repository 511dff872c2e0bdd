import { mockServices } from '@backstage/backend-test-utils';
import { DefaultEventsService } from '@backstage/plugin-events-node';
import { CatalogEvents } from './CatalogEvents';

const GATHERING_MS = 5_000;

describe('CatalogEvents', () => {
  const logger = mockServices.logger.mock();
  const rematchAll = jest.fn<Promise<number>, [AbortSignal?]>();
  let events: DefaultEventsService;
  let listener: CatalogEvents;

  beforeEach(async () => {
    jest.useFakeTimers();
    jest.resetAllMocks();
    rematchAll.mockResolvedValue(0);
    events = DefaultEventsService.create({
      logger: mockServices.logger.mock(),
      config: mockServices.rootConfig(),
    });
    listener = new CatalogEvents({ events, logger, rematcher: { rematchAll } });
    await listener.subscribe(['catalog.changed']);
  });
  afterEach(() => jest.useRealTimers());

  const publish = (topic = 'catalog.changed') =>
    events.publish({ topic, eventPayload: {} });
  const pass = () => jest.advanceTimersByTimeAsync(GATHERING_MS);

  it('matches once after many events, and again after later ones', async () => {
    await publish('other');
    await pass();
    expect(rematchAll).not.toHaveBeenCalled();
    for (let count = 0; count < 50; count++) {
      await publish();
    }
    expect(rematchAll).not.toHaveBeenCalled();
    await pass();
    expect(rematchAll).toHaveBeenCalledTimes(1);
    await pass();
    await publish();
    await pass();
    expect(rematchAll).toHaveBeenCalledTimes(2);
  });

  it('matches again what changes meanwhile, one after the other', async () => {
    let finish = () => {};
    rematchAll.mockImplementationOnce(
      () =>
        new Promise(resolve => {
          finish = () => resolve(0);
        }),
    );
    await publish();
    await pass();
    await publish();
    await pass();
    expect(rematchAll).toHaveBeenCalledTimes(1);
    finish();
    await pass();
    expect(rematchAll).toHaveBeenCalledTimes(2);
    await pass();
    expect(rematchAll).toHaveBeenCalledTimes(2);
  });

  it('goes on when the catalog does not answer', async () => {
    rematchAll.mockRejectedValueOnce(new Error('no answer'));
    await publish();
    await pass();
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('no answer'),
    );
    await publish();
    await pass();
    expect(rematchAll).toHaveBeenCalledTimes(2);
  });

  it('ends with the backend', async () => {
    await publish();
    await listener.stop();
    await publish();
    await pass();
    expect(rematchAll).not.toHaveBeenCalled();
  });
});
