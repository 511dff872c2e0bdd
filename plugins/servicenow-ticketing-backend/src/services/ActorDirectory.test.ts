import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ActorDirectory } from './ActorDirectory';

describe('ActorDirectory', () => {
  const actors = new ActorDirectory({
    auth: mockServices.auth(),
    catalog: catalogServiceMock({
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'User',
          metadata: { name: 'ann', namespace: 'default' },
          spec: {
            profile: { displayName: 'Ann Lee', email: 'ann@example.com' },
          },
        },
      ],
    }),
  });

  it('knows people as the catalog does, and programs by their subject', async () => {
    expect(
      await actors.actorOf(mockCredentials.user('user:default/ann')),
    ).toEqual({
      ref: 'user:default/ann',
      name: 'Ann Lee',
      email: 'ann@example.com',
    });
    expect(
      await actors.actorOf(mockCredentials.user('user:default/bob')),
    ).toEqual({ ref: 'user:default/bob', name: 'bob' });
    expect(
      await actors.actorOf(mockCredentials.service('external:pipeline')),
    ).toEqual({ ref: 'external:pipeline', name: 'pipeline' });
    await expect(actors.actorOf(mockCredentials.none())).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
  });
});
