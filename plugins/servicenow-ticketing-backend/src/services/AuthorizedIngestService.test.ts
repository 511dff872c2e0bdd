import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  anomalyIngestPermission,
  integrationAdminPermission,
} from 'backstage-plugin-servicenow-ticketing-common';
import { aGuard } from '../__testUtils__/guards';
import type { SourceConfig } from '../config/readSourcesConfig';
import { sign } from '../domain/signature';
import { ActorDirectory } from './ActorDirectory';
import { AuthorizedIngestService } from './AuthorizedIngestService';
import type { KeptIngestService } from './ingest/KeptIngestService';
import type { IngestService } from './IngestService';

const INGEST = anomalyIngestPermission.name;
const ADMIN = integrationAdminPermission.name;
const SECRET = 'a secret of the source';

describe('AuthorizedIngestService', () => {
  const caller = { credentials: mockCredentials.service('external:pipeline') };
  const pipeline = { ref: 'external:pipeline', name: 'pipeline' };
  const body = { packed: Buffer.from('x'), hash: 'h', bytes: 1 };
  const bytes = Buffer.from('{"items": []}');
  const receiveBody = jest.fn(async (onBytes?: (bytes: Buffer) => void) => {
    onBytes?.(bytes);
    return body;
  });
  const sources: Partial<SourceConfig>[] = [
    { id: 'plain', title: 'Plain' },
    { id: 'signing', title: 'Signing', signature: { secret: SECRET } },
    {
      id: 'other',
      signature: { secret: SECRET, header: 'x-om-signature' },
    },
  ];
  const ingest = {
    ingest: jest.fn(),
    ingestBatch: jest.fn(),
    requireSource: jest.fn(),
    findSource: (id: string) => sources.find(source => source.id === id),
  };
  const kept = {
    list: jest.fn(),
    get: jest.fn(),
    readDocument: jest.fn(),
    replay: jest.fn(),
  };
  const allowed = new Set<string>();
  const now = new Date('2026-02-01T12:00:00Z');
  const service = new AuthorizedIngestService({
    ingest: ingest as unknown as IngestService,
    keptIngests: kept as unknown as KeptIngestService,
    guard: aGuard(({ name }) => allowed.has(name)),
    actors: new ActorDirectory({
      auth: mockServices.auth(),
      catalog: catalogServiceMock(),
    }),
    now: () => now,
  });

  beforeEach(() => {
    jest.clearAllMocks();
    allowed.clear();
  });

  const calls: [string, string, () => Promise<unknown>, jest.Mock][] = [
    [
      'documents',
      INGEST,
      () => service.ingest({ sourceId: 'plain', receiveBody }, caller),
      ingest.ingest,
    ],
    [
      'batches',
      INGEST,
      () => service.ingestBatch({ receiveBody }, caller),
      ingest.ingestBatch,
    ],
    [
      'the list',
      ADMIN,
      () => service.list({ page: 1, size: 1 }, caller),
      kept.list,
    ],
    ['one report', ADMIN, () => service.get(1, caller), kept.get],
    [
      'a document',
      ADMIN,
      () => service.readDocument(1, caller),
      kept.readDocument,
    ],
    ['replay', ADMIN, () => service.replay(1, caller), kept.replay],
  ];

  it.each(calls)('asks for the permission: %s', async (...row) => {
    const [, name, call, mock] = row;
    [INGEST, ADMIN]
      .filter(other => other !== name)
      .forEach(other => allowed.add(other));
    await expect(call()).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining(name),
    });
    expect(mock).not.toHaveBeenCalled();
    // Nobody unknown gets to send 50 MB.
    expect(receiveBody).not.toHaveBeenCalled();

    allowed.add(name);
    await call();
    expect(mock).toHaveBeenCalledTimes(1);
  });

  it('passes on who reports', async () => {
    allowed.add(INGEST);
    await service.ingest({ sourceId: 'plain', receiveBody }, caller);
    expect(ingest.ingest).toHaveBeenCalledWith(
      { sourceId: 'plain', body },
      pipeline,
    );
  });

  it('takes a signature for a permission where the source has a secret', async () => {
    const headers = sign(bytes, { secret: SECRET, now });
    expect(service.isSigned('signing', headers)).toBe(true);
    await service.ingestSigned({ sourceId: 'signing', receiveBody }, headers);
    expect(ingest.ingest).toHaveBeenCalledWith(
      { sourceId: 'signing', body },
      { ref: 'source:signing', name: 'Signing' },
    );
    expect(service.isSigned('other', { 'x-om-signature': 'sha256=00' })).toBe(
      true,
    );
    expect(service.isSigned('plain', { 'x-om-signature': 'sha256=00' })).toBe(
      false,
    );
  });

  it.each(['plain', 'nowhere'])(
    'takes no signature for %s, which has no secret, and does not say which it is',
    async sourceId => {
      const headers = sign(bytes, { secret: '', now });
      await expect(
        service.ingestSigned({ sourceId, receiveBody }, headers),
      ).rejects.toMatchObject({
        name: 'AuthenticationError',
        message: expect.stringContaining('The signature is wrong'),
      });
      expect(receiveBody).not.toHaveBeenCalled();
    },
  );

  it('takes nothing in when the signature is that of another body', async () => {
    const headers = sign('{"items": [1]}', { secret: SECRET, now });
    await expect(
      service.ingestSigned({ sourceId: 'signing', receiveBody }, headers),
    ).rejects.toMatchObject({ name: 'AuthenticationError' });
    expect(ingest.ingest).not.toHaveBeenCalled();
  });
});
