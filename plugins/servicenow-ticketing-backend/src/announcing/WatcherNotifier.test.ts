import { mockServices } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { WatcherNotifier } from './WatcherNotifier';

const ANN = 'user:default/ann';
const BOB = 'user:default/bob';

describe('WatcherNotifier', () => {
  const logger = mockServices.logger.mock();
  let sent: NotificationSendOptions[];
  let failure: Error | undefined;
  let watchers: string[];
  let notifier: WatcherNotifier;

  beforeEach(() => {
    jest.clearAllMocks();
    sent = [];
    failure = undefined;
    watchers = [ANN, BOB];
    notifier = new WatcherNotifier({
      notifications: {
        send: async options => {
          if (failure) {
            throw failure;
          }
          sent.push(options);
        },
      },
      watchersOf: async () => watchers,
      anomaliesOf: async () => [7, 8],
      titleOf: async id => (id === 8 ? undefined : `orders ${id}`),
      nameOfTicket: async () => 'INC0010023',
      logger,
    });
  });

  const resolved = {
    ticketId: 3,
    number: 'INC0010023',
    stateLabel: 'Resolved',
  };
  const dead = {
    id: 5,
    ticketId: 3,
    anomalyId: 7,
    createdBy: 'user:default/eve',
    error: 'ServiceNow refused it. Add the role itil.',
  };

  it('tells who watches that a ticket is resolved, with a link, and not who resolved it', async () => {
    notifier.ticketResolved({ ...resolved, by: BOB });
    await notifier.stop();
    expect(sent).toEqual([
      {
        recipients: { type: 'entity', entityRef: [ANN] },
        payload: {
          title: 'INC0010023 is resolved',
          description: 'The ServiceNow ticket of "orders 7" is resolved.',
          link: '/servicenow-ticketing/anomalies/7',
          severity: 'normal',
          topic: 'servicenow-ticketing',
          scope: 'anomaly:7:ticket:3:resolved',
        },
      },
    ]);
  });

  it('tells them, and who asked for it, of a change that did not arrive; the next replaces it', async () => {
    notifier.deliveryDied(dead);
    notifier.deliveryDied({ ...dead, id: 6, createdBy: 'source:dbt' });
    await notifier.stop();
    expect(sent).toHaveLength(2);
    const [first, second] = sent;
    expect(first).toEqual({
      recipients: {
        type: 'entity',
        entityRef: [ANN, BOB, 'user:default/eve'],
      },
      payload: {
        title: 'A change did not reach INC0010023',
        description:
          '"orders 7": ServiceNow refused it. Add the role itil. Somebody who looks after the portal has to retry or discard it.',
        link: '/servicenow-ticketing/anomalies/7',
        severity: 'high',
        topic: 'servicenow-ticketing',
        scope: 'anomaly:7:ticket:3:dead',
      },
    });
    expect(second.recipients).toEqual({
      type: 'entity',
      entityRef: [ANN, BOB],
    });
    expect(second.payload.scope).toBe(first.payload.scope);
  });

  it('cuts a reason that is too long', async () => {
    notifier.deliveryDied({ ...dead, error: 'x'.repeat(5_000) });
    await notifier.stop();
    expect(sent[0].payload.description!.length).toBeLessThan(450);
  });

  it('sends nothing when nobody watches', async () => {
    watchers = [];
    notifier.ticketResolved(resolved);
    await notifier.stop();
    expect(sent).toEqual([]);
  });

  it('goes on where the host has no notifications, and warns once', async () => {
    failure = new Error('Request failed with status 404');
    for (let times = 0; times < 3; times += 1) {
      notifier.deliveryDied(dead);
      await notifier.stop();
    }
    expect(logger.warn).toHaveBeenCalledTimes(1);
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(/could not be notified.*404.*to be expected/),
    );
    failure = undefined;
    notifier.deliveryDied(dead);
    await notifier.stop();
    expect(sent).toHaveLength(1);
  });
});
