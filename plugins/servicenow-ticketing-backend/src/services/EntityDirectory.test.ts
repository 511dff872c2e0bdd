import { mockServices } from '@backstage/backend-test-utils';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { EntityDirectory } from './EntityDirectory';

const ORDERS = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'orders', annotations: { 'any/thing': 'x' } },
  spec: { type: 'dataset' },
  relations: [
    { type: 'ownedBy', targetRef: 'group:default/data' },
    { type: 'partOf', targetRef: 'component:default/shop' },
    { type: 'partOf', targetRef: 'system:default/sales' },
  ],
};

describe('EntityDirectory', () => {
  const logger = mockServices.logger.mock();
  const directoryOf = (catalog: CatalogService) =>
    new EntityDirectory({ auth: mockServices.auth(), catalog, logger });
  const catalogMock = catalogServiceMock({ entities: [ORDERS] });

  it('describes the first entity that exists', async () => {
    expect(
      await directoryOf(catalogMock).describe([
        'resource:default/gone',
        'resource:default/orders',
      ]),
    ).toEqual({
      ref: 'resource:default/orders',
      kind: 'Resource',
      name: 'orders',
      namespace: 'default',
      title: 'orders',
      owner: 'group:default/data',
      system: 'system:default/sales',
      annotations: { 'any/thing': 'x' },
    });
    expect(
      await directoryOf(catalogMock).describe(['resource:default/gone']),
    ).toBeUndefined();
  });

  it('asks nothing where there is no entity, and fails for nobody', async () => {
    const catalog = catalogServiceMock.mock({
      getEntitiesByRefs: async () => {
        throw new Error('catalog is away');
      },
    });
    expect(await directoryOf(catalog).describe([])).toBeUndefined();
    expect(catalog.getEntitiesByRefs).not.toHaveBeenCalled();
    expect(
      await directoryOf(catalog).describe(['resource:default/orders']),
    ).toBeUndefined();
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringMatching(/resource:default\/orders.*catalog is away/),
    );
  });
});
