import { RecordingAnnouncer } from './__testUtils__/RecordingAnnouncer';
import { createDeliveryObserver } from './createDeliveryObserver';
import type { StoredDelivery } from './database/deliveryRows';
import type { RemoteTicket } from './domain/remoteTicket';

describe('createDeliveryObserver', () => {
  const metrics = { deliverySettled: jest.fn(), deliveriesPaused: jest.fn() };
  const news = { ticketResolved: jest.fn(), deliveryDied: jest.fn() };
  let announcer: RecordingAnnouncer;

  beforeEach(() => {
    jest.resetAllMocks();
    announcer = new RecordingAnnouncer();
  });

  const settle = (
    delivery: Partial<StoredDelivery>,
    end:
      | { outcome: 'delivered'; remote?: RemoteTicket }
      | { outcome: 'refused'; error: string }
      | { outcome: 'retry'; error: string; nextAttemptAt: Date },
  ) => {
    const whole = {
      id: 5,
      integrationId: 1,
      ticketId: 3,
      anomalyId: 7,
      kind: 'comment',
      attempts: 2,
      createdAt: new Date(0),
      createdBy: 'user:default/ann',
      ...delivery,
    } as StoredDelivery;
    createDeliveryObserver({ announcer, metrics, news }).settled(whole, {
      startedAt: new Date(0),
      duration: 1,
      ...end,
    });
    return whole;
  };
  const remote = {
    number: 'INC0010023',
    stateLabel: 'Resolved',
  } as RemoteTicket;

  it('tells metrics and open portals of every try', () => {
    const delivery = settle({}, { outcome: 'delivered' });
    expect(metrics.deliverySettled).toHaveBeenCalledWith(delivery, 'delivered');
    expect(announcer).toMatchObject({ tickets: [3], deliveries: 1 });
    expect(news.ticketResolved).not.toHaveBeenCalled();
    expect(news.deliveryDied).not.toHaveBeenCalled();
  });

  it('tells people that a ticket is resolved, and who did it', () => {
    settle({ kind: 'resolve' }, { outcome: 'delivered', remote });
    expect(news.ticketResolved).toHaveBeenCalledWith({
      ticketId: 3,
      number: 'INC0010023',
      stateLabel: 'Resolved',
      by: 'user:default/ann',
    });
  });

  it('tells people of what is dead, but of no ticket that was refused in a dialog', () => {
    const refused = { outcome: 'refused', error: 'no' } as const;
    settle({}, refused);
    settle({ kind: 'create', attempts: 1 }, refused);
    settle(
      {},
      { outcome: 'retry', error: 'later', nextAttemptAt: new Date(1) },
    );
    expect(news.deliveryDied).toHaveBeenCalledTimes(1);
    expect(news.deliveryDied).toHaveBeenCalledWith(
      expect.objectContaining({ id: 5, anomalyId: 7, error: 'no' }),
    );
    settle({ kind: 'create', attempts: 4 }, refused);
    expect(news.deliveryDied).toHaveBeenCalledTimes(2);
  });
});
