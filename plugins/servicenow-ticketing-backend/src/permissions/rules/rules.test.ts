import {
  AuthorizeResult,
  type PermissionCondition,
  type PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  createConditionAuthorizer,
  createConditionTransformer,
} from '@backstage/plugin-permission-node';
import {
  anomalyReadPermission,
  severity,
} from 'backstage-plugin-servicenow-ticketing-common';
import fc from 'fast-check';
import type { Knex } from 'knex';
import { createTestDatabases } from '../../__testUtils__/databases';
import { anAnomaly } from '../../__testUtils__/observations';
import {
  AnomalyAccessStore,
  type AnomalyFacts,
} from '../../database/AnomalyAccessStore';
import { AnomalyStore } from '../../database/AnomalyStore';
import { EntityOwnerStore } from '../../database/EntityOwnerStore';
import type { AnomalyCondition } from '../../domain/anomalyAccess';
import {
  anomalyConditions,
  createAnomalyConditionalDecision,
} from '../conditionExports';
import { anomalyPermissionRules } from '.';

const SOURCES = ['dbt', 'soda', 'dbt_nightly'];
const ENTITIES = [
  'resource:default/orders',
  'resource:default/items',
  'component:shop/orders',
  'api:default/resource',
];
const OWNERS = ['user:default/ann', 'group:default/data', 'group:shop/data'];

const rules = Object.values(anomalyPermissionRules);
const ruleset = {
  getRuleByName: (name: string) => rules.find(rule => rule.name === name)!,
};
const toAccess = createConditionTransformer<AnomalyCondition>(ruleset as never);
const isAllowed = createConditionAuthorizer(ruleset as never);

type Criteria = PermissionCriteria<
  PermissionCondition<'servicenow-ticketing-anomaly'>
>;

const some = <T>(values: readonly T[]) =>
  fc.subarray([...values], { minLength: 0 });

const condition: fc.Arbitrary<Criteria> = fc.oneof(
  some([...SOURCES, 'gone']).map(sources =>
    anomalyConditions.hasSource({ sources }),
  ),
  some(severity.options).map(severities =>
    anomalyConditions.hasSeverity({ severities }),
  ),
  some([...OWNERS, 'User:Ann', 'group:default/gone']).map(owners =>
    anomalyConditions.hasOwner({ owners }),
  ),
  some([...ENTITIES, 'Component:Shop/Orders', 'api:default/none']).map(
    entityRefs => anomalyConditions.belongsToEntity({ entityRefs }),
  ),
  // No kind, but what a pattern of SQL could take for all of them.
  some(['Resource', 'component', 'API', 'res', '%', 'resourc_']).map(kinds =>
    anomalyConditions.hasEntityKind({ kinds }),
  ),
);

const { criteria } = fc.letrec<{ criteria: Criteria }>(tie => ({
  criteria: fc.oneof(
    { depthSize: 'small' },
    condition,
    fc
      .array(tie('criteria'), { minLength: 1, maxLength: 3 })
      .map(allOf => ({ allOf } as Criteria)),
    fc
      .array(tie('criteria'), { minLength: 1, maxLength: 3 })
      .map(anyOf => ({ anyOf } as Criteria)),
    tie('criteria').map(not => ({ not } as Criteria)),
  ),
}));

const databases = createTestDatabases();

describe.each(databases.ids)('the rules of anomalies on %s', id => {
  let knex: Knex;
  let access: AnomalyAccessStore;
  let facts: AnomalyFacts[];

  beforeAll(async () => {
    knex = await databases.create(id);
    access = new AnomalyAccessStore({ knex });
    const anomalies = SOURCES.flatMap((source, one) =>
      severity.options.flatMap((level, two) =>
        [0, 1, 2, 3].map(three => ({
          source,
          severity: level,
          fingerprint: `${one}${two}${three}`,
          entityRefs: ENTITIES.filter(
            // Every combination of entities, none included.
            (_, bit) => ((one * 16 + two * 4 + three) >> bit) % 2 === 1,
          ),
        })),
      ),
    );
    await knex.transaction(tx =>
      new AnomalyStore({ knex }).insertAll(tx, anomalies.map(anAnomaly)),
    );
    await new EntityOwnerStore({ knex }).replace([
      { entityRef: ENTITIES[0], ownerRefs: [OWNERS[0], OWNERS[1]] },
      { entityRef: ENTITIES[1], ownerRefs: [OWNERS[2]] },
      // Known to have no owner, and not known at all.
      { entityRef: ENTITIES[2], ownerRefs: [] },
    ]);
    const ids = await knex('anomalies').select('id');
    facts = await access.listFacts(ids.map(row => row.id));
  });

  it('allow the same anomalies one by one and in a query', async () => {
    const ids = facts.map(fact => fact.id);
    expect(ids).toHaveLength(48);
    let mixed = 0;
    await fc.assert(
      fc.asyncProperty(criteria, async conditions => {
        const decision = createAnomalyConditionalDecision(
          anomalyReadPermission,
          conditions,
        );
        const expected = facts.filter(fact => isAllowed(decision, fact));
        const found = await access.allowedOf(ids, toAccess(conditions));
        expect([...found].sort((a, b) => a - b)).toEqual(
          expected.map(fact => fact.id).sort((a, b) => a - b),
        );
        mixed += found.size > 0 && found.size < ids.length ? 1 : 0;
      }),
      { numRuns: 200 },
    );
    // Else it would have compared nothing with nothing.
    expect(mixed).toBeGreaterThan(40);
  });

  it('refuse parameters that are none', () => {
    const decision = {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'servicenow-ticketing',
      resourceType: 'servicenow-ticketing-anomaly',
      conditions: {
        rule: 'HAS_SEVERITY',
        resourceType: 'servicenow-ticketing-anomaly',
        params: { severities: ['worst'] },
      },
    };
    expect(() => isAllowed(decision, facts[0])).toThrow(
      /expected one of "critical"/,
    );
  });
});
