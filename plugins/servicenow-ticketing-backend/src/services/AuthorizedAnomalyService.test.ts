import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  anomalyCommentPermission,
  anomalyIngestPermission,
  anomalyReadPermission,
  anomalyUpdatePermission,
  listAnomaliesRequest,
} from 'backstage-plugin-servicenow-ticketing-common';
import { PermissionGuard } from '../permissions/PermissionGuard';
import { ActorDirectory } from './ActorDirectory';
import type { AnomalyService } from './AnomalyService';
import { AuthorizedAnomalyService } from './AuthorizedAnomalyService';
import { AuthorizedIngestService } from './AuthorizedIngestService';
import type { IngestService } from './IngestService';

const READ = anomalyReadPermission.name;
const UPDATE = anomalyUpdatePermission.name;
const COMMENT = anomalyCommentPermission.name;
const INGEST = anomalyIngestPermission.name;

describe('the authorized services', () => {
  const caller = { credentials: mockCredentials.user('user:default/ann') };
  const anomalies = {
    list: jest.fn(),
    get: jest.fn(),
    listActivity: jest.fn(),
    update: jest.fn(),
    comment: jest.fn(),
  };
  const ingest = { ingest: jest.fn() };
  const allowed = new Set<string>();
  const guard = new PermissionGuard(
    mockServices.permissions.mock({
      authorize: async requests =>
        requests.map(({ permission }) => ({
          result: allowed.has(permission.name)
            ? AuthorizeResult.ALLOW
            : AuthorizeResult.DENY,
        })),
    }),
  );
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
    guard,
    actors,
  });
  const authorizedIngest = new AuthorizedIngestService({
    ingest: ingest as unknown as IngestService,
    guard,
    actors,
  });
  const ann = { ref: 'user:default/ann', name: 'Ann Lee' };

  beforeEach(() => {
    jest.clearAllMocks();
    allowed.clear();
  });

  const calls: [string, string[], () => Promise<unknown>][] = [
    [
      'list',
      [READ],
      () => service.list(listAnomaliesRequest.parse({}), caller),
    ],
    ['get', [READ], () => service.get(7, caller)],
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
      'comment',
      [COMMENT],
      () => service.comment({ anomalyId: 7, body: 'x' }, caller),
    ],
    [
      'ingest',
      [INGEST],
      () =>
        authorizedIngest.ingest(
          { sourceId: 'dbt', document: {}, bodyHash: 'x' },
          caller,
        ),
    ],
  ];

  it.each(calls)('allow %s to those with %j', async (_name, needed, call) => {
    needed.forEach(name => allowed.add(name));
    await call();
    const used = [...Object.values(anomalies), ingest.ingest];
    expect(used.reduce((sum, mock) => sum + mock.mock.calls.length, 0)).toBe(1);
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
    for (const mock of [...Object.values(anomalies), ingest.ingest]) {
      expect(mock).not.toHaveBeenCalled();
    }
  });

  it('pass on who is calling, by the name people know', async () => {
    [READ, UPDATE, COMMENT, INGEST].forEach(name => allowed.add(name));
    await service.update(
      { anomalyId: 7, status: 'Active', version: 3 },
      caller,
    );
    expect(anomalies.update).toHaveBeenCalledWith(
      { anomalyId: 7, actor: ann },
      { status: 'Active', version: 3 },
    );
    await service.comment({ anomalyId: 7, body: 'x' }, caller);
    expect(anomalies.comment).toHaveBeenCalledWith(
      { anomalyId: 7, actor: ann },
      'x',
    );
    await authorizedIngest.ingest(
      { sourceId: 'dbt', document: {}, bodyHash: 'x' },
      { credentials: mockCredentials.service('external:pipeline') },
    );
    expect(ingest.ingest).toHaveBeenCalledWith(
      { sourceId: 'dbt', document: {}, bodyHash: 'x' },
      { ref: 'external:pipeline', name: 'pipeline' },
    );
  });
});
