import fc from 'fast-check';
import { evaluateRules, matchesPattern, type RuleFacts } from './evaluateRules';
import type { ForwardingRule, RuleCondition } from './syncSettings';

const facts: RuleFacts = {
  source: 'warehouse',
  severity: 'high',
  type: 'record',
  tags: ['PII', 'finance'],
  datasets: ['sales.public.orders', 'orders'],
  checks: ['test.shop.unique_orders', 'unique_orders'],
  occurrences: 3,
  kinds: ['Resource'],
  owners: ['group:default/sales'],
};
const rule = (
  when: RuleCondition,
  action: ForwardingRule['action'] = 'ignore',
  name = 'r',
): ForwardingRule => ({ name, action, when });

describe('evaluateRules', () => {
  it.each<[string, RuleCondition, boolean]>([
    ['nothing', {}, true],
    ['its source', { sources: ['other', 'Warehouse'] }, true],
    ['another source', { sources: ['other'] }, false],
    ['its severity', { severities: ['critical', 'high'] }, true],
    ['another severity', { severities: ['low'] }, false],
    ['its type', { types: ['Record'] }, true],
    ['one of its tags', { tags: ['pii'] }, true],
    ['a tag it has not', { tags: ['pi'] }, false],
    ['the owner by the whole ref', { owners: ['group:default/sales'] }, true],
    ['the owner by name', { owners: ['Sales'] }, true],
    ['a part of the name of the owner', { owners: ['sale'] }, false],
    ['the kind', { kinds: ['resource'] }, true],
    ['a pattern of the dataset', { datasets: ['sales.*.ORDERS'] }, true],
    ['the bare name of the dataset', { datasets: ['orders'] }, true],
    ['a pattern that ends too early', { datasets: ['sales.*.order'] }, false],
    ['a pattern of the check', { checks: ['unique_*'] }, true],
    ['as many failures', { minOccurrences: 3 }, true],
    ['more failures', { minOccurrences: 4 }, false],
    ['two things of which one holds', { tags: ['pii'], types: ['x'] }, false],
  ])('asks for %s', (_, when, expected) => {
    expect(evaluateRules([rule(when)], facts).action).toBe(
      expected ? 'ignore' : 'forward',
    );
  });

  it('lets the first rule decide that holds, and says which', () => {
    const rules = [
      rule({ types: ['x'] }, 'ignore', 'first'),
      rule({ severities: ['high'] }, 'forward', 'second'),
      rule({}, 'ignore', 'third'),
    ];
    expect(evaluateRules(rules, facts)).toEqual({
      action: 'forward',
      rule: rules[1],
    });
    expect(evaluateRules([], facts)).toEqual({ action: 'forward' });
  });

  it('never changes its mind because of rules behind the one that decides', () => {
    const condition = fc.record(
      {
        severities: fc.subarray(['critical', 'high', 'low'] as const, {
          minLength: 1,
        }),
        tags: fc.subarray(['pii', 'x'], { minLength: 1 }),
        minOccurrences: fc.integer({ min: 1, max: 5 }),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<RuleCondition>;
    const rules = fc.array(
      fc.record({
        name: fc.string(),
        action: fc.constantFrom('forward', 'ignore'),
        when: condition,
      }) as fc.Arbitrary<ForwardingRule>,
    );
    fc.assert(
      fc.property(rules, rules, (before, behind) => {
        const decided = evaluateRules(before, facts);
        fc.pre(decided.rule !== undefined);
        expect(evaluateRules([...before, ...behind], facts)).toEqual(decided);
      }),
    );
  });
});

describe('matchesPattern', () => {
  const piece = fc.string({
    unit: fc.constantFrom('a', 'b', '.'),
    maxLength: 8,
  });

  it('means by * anything, also nothing', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1 }),
        fc.array(piece),
        (parts, between) => {
          const name = parts
            .map(
              (part, index) => (index > 0 ? between[index] ?? '' : '') + part,
            )
            .join('');
          expect(matchesPattern(name, parts.join('*'))).toBe(true);
        },
      ),
    );
  });

  it('says what a regular expression would say', () => {
    const pattern = fc.string({
      unit: fc.constantFrom('a', 'b', '.', '*'),
      maxLength: 8,
    });
    fc.assert(
      fc.property(piece, pattern, (name, text) => {
        const expression = new RegExp(
          `^${text.replaceAll('.', '\\.').replaceAll('*', '.*')}$`,
        );
        expect(matchesPattern(name, text)).toBe(expression.test(name));
      }),
      { numRuns: 1_000 },
    );
  });

  it('takes no long time over patterns that are meant to', () => {
    const before = performance.now();
    expect(matchesPattern('a'.repeat(5_000), `${'a*'.repeat(120)}b`)).toBe(
      false,
    );
    expect(performance.now() - before).toBeLessThan(1_000);
  });
});
