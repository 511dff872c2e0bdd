import {
  demoFile,
  readJson,
  sampleRuns,
  startPortal,
} from '../__testUtils__/portal';
import { trimManifest } from './trimManifest';

jest.setTimeout(60_000);

const runs = [
  {
    results: demoFile('run_results.json'),
    manifest: demoFile('manifest.json'),
  },
  ...sampleRuns(),
];

describe('trimManifest', () => {
  it.each(runs)(
    'leaves out nothing that the portal reads of $manifest',
    async files => {
      const run_results = readJson(files.results);
      const manifest = readJson(files.manifest);
      const trimmed = trimManifest(manifest, run_results);
      const outcomeOf = async (document: object) => {
        const portal = await startPortal();
        try {
          const report = await portal.ingest(document);
          return { report, anomalies: await portal.anomalies() };
        } finally {
          await portal.stop();
        }
      };
      expect(await outcomeOf({ run_results, manifest: trimmed })).toEqual(
        await outcomeOf({ run_results, manifest }),
      );
      expect(JSON.stringify(trimmed).length).toBeLessThan(
        JSON.stringify(manifest).length,
      );
    },
  );

  it('leaves out compiled code and tests that did not run', () => {
    const trimmed = trimManifest(
      {
        metadata: { adapter_type: 'snowflake' },
        nodes: {
          'test.shop.a.0123456789': {
            name: 'a',
            compiled_code: 'select 1',
            raw_code: 'select 2',
            depends_on: { nodes: ['model.shop.orders'] },
          },
          'test.shop.lonely': {
            name: 'lonely',
            raw_code: "{{ ref('orders') }}",
          },
          'test.shop.other': { name: 'other' },
          'model.shop.orders': { name: 'orders', columns: { id: {} } },
          'operation.shop.hook': { name: 'hook' },
        },
        sources: { 'source.shop.raw.orders': { name: 'orders', loader: 'x' } },
        macros: { huge: 'text' },
      },
      {
        results: [
          { unique_id: 'test.shop.a.0123456789' },
          { unique_id: 'test.shop.lonely' },
        ],
      },
    );
    expect(trimmed).toEqual({
      metadata: { adapter_type: 'snowflake' },
      nodes: {
        'test.shop.a.0123456789': expect.not.objectContaining({
          raw_code: expect.anything(),
        }),
        'test.shop.lonely': expect.objectContaining({
          raw_code: "{{ ref('orders') }}",
        }),
        'model.shop.orders': { name: 'orders', config: {} },
      },
      sources: { 'source.shop.raw.orders': { name: 'orders', config: {} } },
    });
    expect(JSON.stringify(trimmed)).not.toContain('select 1');
  });

  it.each([
    [{}, { results: [] }],
    [{ nodes: {} }, { results: 'none' }],
    [[], []],
  ])('leaves it to the portal to judge %j with %j', (manifest, results) => {
    expect(trimManifest(manifest, results)).toBeUndefined();
  });
});
