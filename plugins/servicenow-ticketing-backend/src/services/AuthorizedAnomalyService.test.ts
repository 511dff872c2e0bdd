import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  anomalyCommentPermission,
  anomalyReadPermission,
  anomalyUpdatePermission,
  listAnomaliesRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import { aGuard } from '../__testUtils__/guards';
import { ActorDirectory } from './ActorDirectory';
import type { AnomalyDecisionService } from './AnomalyDecisionService';
import type { AnomalyService } from './AnomalyService';
import { AuthorizedAnomalyService } from './AuthorizedAnomalyService';
import type { CommentService } from './CommentService';

const READ = anomalyReadPermission.name;
const UPDATE = anomalyUpdatePermission.name;
const COMMENT = anomalyCommentPermission.name;

describe('the authorized services', () => {
  const caller = { credentials: mockCredentials.user('user:default/ann') };
  const anomalies = {
    list: jest.fn(),
    get: jest.fn(),
    listActivity: jest.fn(),
    getOccurrences: jest.fn(),
    getFacets: jest.fn(),
    getRecovery: jest.fn(),
  };
  const decisions = {
    decide: jest.fn(),
    decideMany: jest.fn(async (ids: number[]) =>
      ids.map(id => ({ id, outcome: 'changed', message: null })),
    ),
  };
  const comments = { add: jest.fn(), edit: jest.fn(), delete: jest.fn() };
  const allowed = new Set<string>();
  const guard = aGuard(({ name }) => allowed.has(name));
  const actors = new ActorDirectory({
    auth: mockServices.auth(),
    catalog: catalogServiceMock({
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'User',
          metadata: { name: 'ann', namespace: 'default' },
          spec: { profile: { displayName: 'Ann Lee' }, memberOf: [] },
        },
      ],
    }),
  });
  const service = new AuthorizedAnomalyService({
    anomalies: anomalies as unknown as AnomalyService,
    decisions: decisions as unknown as AnomalyDecisionService,
    comments: comments as unknown as CommentService,
    guard,
    actors,
  });
  const ann = { ref: 'user:default/ann', name: 'Ann Lee' };

  beforeEach(() => {
    jest.clearAllMocks();
    allowed.clear();
  });

  /** What is called once something is allowed; an update is shown afterwards. */
  const used = () =>
    [
      anomalies.list,
      anomalies.listActivity,
      anomalies.getOccurrences,
      anomalies.getFacets,
      anomalies.getRecovery,
      ...Object.values(decisions),
      ...Object.values(comments),
    ].reduce((sum, mock) => sum + mock.mock.calls.length, 0);

  const calls: [string, string[], () => Promise<unknown>][] = [
    [
      'list',
      [READ],
      () => service.list(listAnomaliesRequest.parse({}), caller),
    ],
    ['getOccurrences', [READ], () => service.getOccurrences(7, caller)],
    ['getFacets', [READ], () => service.getFacets(undefined, caller)],
    ['getRecovery', [READ], () => service.getRecovery(undefined, caller)],
    [
      'listActivity',
      [READ],
      () => service.listActivity({ anomalyId: 7, page: 1, size: 5 }, caller),
    ],
    [
      'update of the status',
      [READ, UPDATE],
      () => service.update({ anomalyId: 7, status: 'Acknowledged' }, caller),
    ],
    [
      'update with a comment',
      [READ, UPDATE, COMMENT],
      () =>
        service.update(
          { anomalyId: 7, status: 'Acknowledged', comment: 'x' },
          caller,
        ),
    ],
    [
      'update of the assignee',
      [READ, UPDATE],
      () => service.update({ anomalyId: 7, assignee: null }, caller),
    ],
    [
      'update of many',
      [READ, UPDATE, COMMENT],
      () =>
        service.updateMany(
          { ids: [7], snoozed_until: null, comment: 'x' },
          caller,
        ),
    ],
    [
      'change of a comment',
      [COMMENT],
      () =>
        service.editComment({ anomalyId: 7, activityId: 8, body: 'x' }, caller),
    ],
    [
      'taking back a comment',
      [COMMENT],
      () => service.deleteComment({ anomalyId: 7, activityId: 8 }, caller),
    ],
    [
      'comment',
      [COMMENT],
      () => service.comment({ anomalyId: 7, body: 'x' }, caller),
    ],
  ];

  it.each(calls)('allow %s to those with %j', async (_name, needed, call) => {
    needed.forEach(name => allowed.add(name));
    await call();
    expect(used()).toBe(1);
  });

  it.each(
    calls.flatMap(([name, needed, call]) =>
      needed.map(missing => ({ name, missing, needed, call })),
    ),
  )('refuse $name without $missing', async ({ missing, needed, call }) => {
    needed.filter(name => name !== missing).forEach(name => allowed.add(name));
    await expect(call()).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining(missing),
    });
    expect(used()).toBe(0);
  });

  it('show one anomaly to those who may read it, and to nobody else', async () => {
    await expect(service.get(7, caller)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    expect(anomalies.get).not.toHaveBeenCalled();
    allowed.add(READ);
    await service.get(7, caller);
    expect(anomalies.get).toHaveBeenCalledWith(7);
  });

  it('pass on who is calling, by the name people know', async () => {
    [READ, UPDATE, COMMENT].forEach(name => allowed.add(name));
    await service.update(
      { anomalyId: 7, status: 'Active', version: 3 },
      caller,
    );
    expect(decisions.decide).toHaveBeenCalledWith(
      { anomalyId: 7, actor: ann },
      { status: 'Active', version: 3 },
    );
    await service.comment({ anomalyId: 7, body: 'x' }, caller);
    expect(comments.add).toHaveBeenCalledWith(
      { anomalyId: 7, actor: ann },
      'x',
    );
  });
});
