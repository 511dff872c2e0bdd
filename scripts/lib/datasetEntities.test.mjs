import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  catalogFile,
  datasetEntities,
  testedDatasets,
} from './datasetEntities.mjs';

const results = (...ids) => ({
  results: ids.map(unique_id => ({ unique_id, status: 'fail' })),
});

test('the tested dataset is the attached node where the manifest names it', () => {
  const manifest = {
    nodes: {
      'test.shop.relationships': {
        resource_type: 'test',
        attached_node: 'model.shop.orders',
        depends_on: { nodes: ['model.shop.customers', 'model.shop.orders'] },
      },
    },
  };
  assert.deepEqual(
    testedDatasets({
      run_results: results('test.shop.relationships'),
      manifest,
    }),
    ['model.shop.orders'],
  );
});

test('without an attached node, every table that a test reads may be the tested one', () => {
  const manifest = {
    nodes: {
      'test.shop.fresh': {
        resource_type: 'test',
        attached_node: null,
        depends_on: {
          nodes: [
            'source.shop.raw.payments',
            'model.shop.orders',
            'macro.shop.now',
          ],
        },
      },
      'test.shop.alone': { resource_type: 'test', depends_on: { nodes: [] } },
    },
  };
  assert.deepEqual(
    testedDatasets({
      run_results: results('test.shop.fresh', 'test.shop.alone'),
      manifest,
    }),
    ['model.shop.orders', 'source.shop.raw.payments'],
  );
});

test('built models are no tests, and results that the manifest does not know are left out', () => {
  const manifest = {
    nodes: {
      'model.shop.orders': {
        resource_type: 'model',
        depends_on: { nodes: ['model.shop.raw'] },
      },
    },
  };
  assert.deepEqual(
    testedDatasets({
      run_results: results('model.shop.orders', 'test.shop.gone'),
      manifest,
    }),
    [],
  );
});

test('an entity names its dbt node and its table, and has a name that the catalog takes', () => {
  const id = `model.shop.${'very_long_name_'.repeat(6)}`;
  const manifest = {
    nodes: {
      'model.shop.orders': {
        name: 'orders',
        database: 'wh',
        schema: 'public',
        alias: 'orders_v2',
        description: ' All orders ',
      },
      [id]: { name: 'long' },
    },
  };
  const [orders, long] = datasetEntities(['model.shop.orders', id], manifest);
  assert.equal(orders.metadata.name, 'shop-orders');
  assert.equal(orders.metadata.description, 'All orders');
  assert.deepEqual(orders.metadata.annotations, {
    'servicenow-ticketing/dbt-node': 'model.shop.orders',
    'servicenow-ticketing/dataset': 'wh.public.orders_v2',
  });
  assert.match(
    long.metadata.name,
    /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])$/,
  );
  assert.deepEqual(long.metadata.annotations, {
    'servicenow-ticketing/dbt-node': id,
  });
});

test('nodes whose long names begin alike keep different names', () => {
  const prefix = `model.shop.${'x'.repeat(80)}`;
  const entities = datasetEntities([`${prefix}a`, `${prefix}b`], { nodes: {} });
  assert.notEqual(entities[0].metadata.name, entities[1].metadata.name);
});

test('a catalog file holds one document per entity', () => {
  const entities = datasetEntities(['model.shop.a', 'model.shop.b'], {
    nodes: {},
  });
  assert.deepEqual(
    catalogFile(entities)
      .split('\n---\n')
      .map(text => JSON.parse(text)),
    entities,
  );
});
