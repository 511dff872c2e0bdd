import { z } from 'zod';
import { check } from './check';

const kinds = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('a'), secret: z.string() }),
  z.strictObject({ kind: z.literal('b') }),
]);

const problem = (
  schema: z.ZodType,
  value: unknown,
  options?: Parameters<typeof check>[2],
) => {
  const checked = check(schema, value, options);
  return 'data' in checked
    ? checked.data
    : checked.problems.map(({ path, message }) =>
        [...path, message].map(String),
      );
};

describe('check', () => {
  it('gives the value as the schema makes it', () => {
    expect(problem(z.coerce.number(), '5')).toBe(5);
  });

  it.each<[z.ZodType, unknown, string]>([
    [z.string(), undefined, 'is missing or empty'],
    [z.string(), null, 'is missing or empty'],
    [z.string(), 5, 'must be a text, but is a number. Put it into quotes.'],
    [z.string(), ['x'], 'must be a text'],
    [z.string().min(1), '', 'must not be empty'],
    [z.string().min(3), 'x', 'must be at least 3 characters long'],
    [z.string().max(3), 'xxxx', 'must be at most 3 characters long'],
    [z.array(z.string()).min(1), [], 'must have at least 1 item'],
    [z.number(), 'x', 'must be a number'],
    [z.coerce.number(), 'x', 'must be a number'],
    [z.number().int(), 1.5, 'must be a whole number'],
    [z.number().max(5), 6, 'must be at most 5'],
    [z.boolean(), 'yes', 'must be true or false'],
    [z.enum(['x', 'y']), 'z', 'must be one of x, y'],
    [z.enum(['x', 'y']), undefined, 'is missing. It must be one of x, y.'],
    [z.union([z.string(), z.number()]), true, 'must be a text or a number'],
    [z.iso.datetime(), 'now', 'must be a time such as 2026-01-23T19:51:23Z'],
    [z.strictObject({}), [], 'must be an object'],
    [kinds, undefined, 'is missing. Its kind must be one of a, b.'],
    [z.string().max(1, 'must be short'), 'xx', 'must be short'],
  ])('says in plain words what is wrong (%#)', (schema, value, message) => {
    expect(problem(schema, value)).toEqual([[message]]);
  });

  it('points at every place, and never repeats a value', () => {
    const schema = z.strictObject({
      kind: kinds,
      list: z.array(z.enum(['x'])),
      more: z.record(
        z.string().regex(/^[a-z]+$/, 'must be a word'),
        z.string(),
      ),
      client_secret: z.string(),
    });
    const value = {
      kind: { kind: 'hunter2' },
      list: ['x', 'hunter2'],
      more: { '1': 'x' },
      clientSecret: 'hunter2',
      hunter: 'hunter2',
      client_secret: '',
    };
    const problems = problem(schema, value);
    expect(problems).toEqual([
      ['kind', 'kind', 'is not known. It must be one of a, b.'],
      ['list', '1', 'must be x'],
      ['more', '1', 'must be a word'],
      ['clientSecret', 'is not known. Did you mean client_secret?'],
      ['hunter', 'is not known. Known here: kind, list, more, client_secret.'],
    ]);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  it('speaks as the reader spells, and adds the remedy for what is missing', () => {
    expect(
      problem(
        z.strictObject({ client_id: z.string() }),
        { cleintId: '' },
        {
          whenMissing: 'Set the variable.',
          spell: key => key.replace('_i', 'I'),
        },
      ),
    ).toEqual([
      ['client_id', 'is missing or empty. Set the variable.'],
      ['cleintId', 'is not known. Did you mean clientId?'],
    ]);
  });
});
