import {
  describeWithServiceNowSamples,
  readServiceNowSample,
} from '../../../__testUtils__/servicenowSamples';
import type { ContractOf } from './Contract';

/** What a value looks like: its type, or the types of its members. */
function shapeOf(value: unknown): string {
  if (value === null || typeof value !== 'object') {
    return value === null ? 'null' : typeof value;
  }
  const members = Object.entries(value)
    .map(([name, member]) => `${name}: ${shapeOf(member)}`)
    .sort();
  return `{ ${members.join(', ')} }`;
}

const shapesOf = (record: object) =>
  new Set(Object.values(record).map(value => shapeOf(value)));

/** Records of real instances, as they were recorded. */
const sampleOf = (name: string) => {
  const sample = JSON.parse(readServiceNowSample(name));
  const { result } = sample.response_body ?? sample;
  return Array.isArray(result) ? result[0] : result;
};

export function describeShapes(contract: ContractOf): void {
  describeWithServiceNowSamples(
    'shapes of fields, as they were recorded',
    () => {
      it.each([
        [
          'raw values',
          'docs/table.01.json',
          { sysparm_display_value: 'false' } as Record<string, string>,
        ],
        [
          'both values without links',
          'stackstate/CHG0000001.json',
          {
            sysparm_display_value: 'all',
            sysparm_exclude_reference_link: 'true',
          },
        ],
      ])('hold for %s (%s)', async (_, name, parameters) => {
        const recorded = shapesOf(sampleOf(name));
        const { sys_id: sysId } = await contract().create({
          caller_id: '6816f79cc0a8016401c5a33be04be441',
        });
        const seen = shapesOf(await contract().read(sysId, parameters));
        expect(seen.size).toBeGreaterThan(0);
        // Newer releases add the value in the zone of the account to times.
        const known = [...seen].filter(
          shape => !shape.includes('display_value_internal'),
        );
        expect([...recorded]).toEqual(expect.arrayContaining(known));
      });

      it('hold for refusals (error_bodies.jsonl)', async () => {
        const recorded = new Set(
          readServiceNowSample('error_bodies.jsonl')
            .trim()
            .split('\n')
            .map(line => JSON.parse(line).body)
            .filter(body => body?.error?.message)
            .map(shapeOf),
        );
        const answers = await Promise.all([
          contract().call('/api/now/table/x_no_such_table'),
          contract().call(`/api/now/table/incident/${'f'.repeat(32)}`),
          contract().call('/api/now/table/incident', { auth: null }),
        ]);
        const shapes = answers.map(({ body }) => shapeOf(body));
        expect([...recorded]).toEqual(expect.arrayContaining(shapes));
      });
    },
  );
}
