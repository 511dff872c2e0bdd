import { mockCredentials } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  DATASET_ANNOTATION,
  DBT_NODE_ANNOTATION,
} from 'backstage-plugin-servicenow-ticketing-common';
import { aDataset } from '../../__testUtils__/anomalyWorld';
import { EntitySuggester } from './EntitySuggester';

const credentials = mockCredentials.user('user:default/ann');
const orders = { name: 'customer_orders', fqn: 'shop.public.customer_orders' };

async function suggest(entities: Entity[], dataset: { name: string } = orders) {
  const suggester = new EntitySuggester({
    catalog: catalogServiceMock({ entities }),
  });
  return suggester.suggest([dataset], credentials);
}

describe('EntitySuggester', () => {
  it('suggests what is named alike, in title and annotations, too, the likeliest first', async () => {
    const titled = aDataset('r-17', {});
    titled.metadata.title = 'Customer Orders';
    const suggestions = await suggest([
      aDataset('invoices', {}),
      aDataset('orders', {}),
      aDataset('customer-orders', {}, 'API'),
      aDataset('shop-public-customer-orders', {}),
      aDataset('a', { [DATASET_ANNOTATION]: 'x.y, other.customer_orders' }),
      aDataset('b', {
        [DBT_NODE_ANNOTATION]: 'model.shop.fct_customer_orders',
      }),
      titled,
      aDataset('customer-orders', {}, 'User'),
    ]);
    expect(suggestions).toEqual([
      {
        entity_ref: 'resource:default/shop-public-customer-orders',
        title: 'shop-public-customer-orders',
        score: 1,
        matched: { by: 'name', text: 'shop-public-customer-orders' },
      },
      expect.objectContaining({ entity_ref: 'api:default/customer-orders' }),
      {
        entity_ref: 'resource:default/r-17',
        title: 'Customer Orders',
        score: 0.9,
        matched: { by: 'title', text: 'Customer Orders' },
      },
      expect.objectContaining({
        entity_ref: 'resource:default/a',
        matched: { by: 'dataset', text: 'other.customer_orders' },
      }),
      expect.objectContaining({
        entity_ref: 'resource:default/b',
        matched: { by: 'dbt_node', text: 'model.shop.fct_customer_orders' },
      }),
    ]);
  });

  it('finds the same name among many that share a word, and no more than five', async () => {
    const crowd = Array.from({ length: 1_000 }, (_, index) =>
      aDataset(`a${index}-customer-orders`, {}),
    );
    const suggestions = await suggest([
      ...crowd,
      aDataset('customer_orders', {}),
    ]);
    expect(suggestions).toHaveLength(5);
    expect(suggestions[0].entity_ref).toBe('resource:default/customer_orders');
  });

  it('suggests nothing rather than anything', async () => {
    expect(await suggest([aDataset('invoices', {})])).toEqual([]);
    expect(await suggest([aDataset('x', {})], { name: '???' })).toEqual([]);
  });

  it('asks as the caller, who may not see everything, and says when the catalog is down', async () => {
    const catalog = catalogServiceMock.mock();
    catalog.queryEntities.mockResolvedValue({
      items: [],
      totalItems: 0,
      pageInfo: {},
    });
    const suggester = new EntitySuggester({ catalog });
    await suggester.suggest([orders], credentials);
    for (const [, options] of catalog.queryEntities.mock.calls) {
      expect(options).toEqual({ credentials });
    }
    catalog.queryEntities.mockRejectedValue(new Error('down'));
    await expect(suggester.suggest([orders], credentials)).rejects.toThrow(
      expect.objectContaining({ name: 'ServiceUnavailableError' }),
    );
  });
});
