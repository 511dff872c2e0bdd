import { anAnomaly } from '../__testUtils__/observations';
import { aMapping } from '../__testUtils__/testTicketing';
import { applyMapping, type MappingContext } from './applyMapping';
import type { TemplateFacts } from './templates/templateValues';

const facts: TemplateFacts = {
  productName: 'Backstage',
  anomaly: { ...anAnomaly(), id: 824 },
  anomalyUrl: 'http://portal/anomalies/824',
  entity: {
    ref: 'resource:default/orders',
    kind: 'Resource',
    name: 'orders',
    namespace: 'default',
    title: 'Orders',
    annotations: {
      'servicenow-ticketing/configuration-item': 'orders-db',
      'servicenow-ticketing/business-service': 'Order handling',
    },
  },
  user: { ref: 'user:default/ann', name: 'Ann Lee', email: 'ann@example.com' },
};

function context(
  mapping: Parameters<typeof aMapping>[0],
  change: Partial<MappingContext> = {},
): MappingContext {
  return {
    facts,
    mapping: aMapping(mapping),
    isMappedTable: true,
    at: new Date('2026-01-23T19:51:23Z'),
    ...change,
  };
}

describe('applyMapping', () => {
  it('fills in everything where nothing is asked for', () => {
    const { fields, references, derived, warnings } = applyMapping(
      {},
      context({}),
    );
    expect(fields).toEqual({
      short_description: 'orders: 17 values of order_id are not unique',
      description: expect.stringMatching(
        /\*\*Anomaly ID:\*\* 824\n[^]*\*\*View in Backstage:\*\* http:\/\/portal\/anomalies\/824\n$/,
      ),
      urgency: '2',
      correlation_display: 'Backstage',
    });
    expect(references).toEqual({});
    expect(derived).toEqual({
      caller_id: 'ann@example.com',
      cmdb_ci: 'orders-db',
      business_service: 'Order handling',
    });
    expect(warnings).toEqual([]);
  });

  it('writes what the mapping says: state, category, group, severity, templates', () => {
    const mapped = applyMapping(
      {},
      context({
        states: { open: 2 },
        severity: {
          primary: { field: 'u_severity', values: { high: 'H' } },
          secondary: {
            field: 'impact',
            values: { critical: 1, high: 1, medium: 2, low: 3 },
          },
        },
        templates: {
          short_description: '{{entity.title}}:\n {{anomaly.title}}',
          description: 'Seen {{anomaly.last_seen}}',
          fields: {
            u_dataset: '{{anomaly.dataset}}',
            u_empty: '{{entity.system}}',
            cmdb_ci: '{{entity.name}}',
          },
        },
        assignment_group: 'Database',
        assigned_to: 'beth.anglin',
        category: 'database',
        subcategory: 'oracle',
        caller: 'service-account',
        correlation_display: 'Data portal',
      }),
    );
    expect(mapped).toEqual({
      fields: {
        short_description: 'Orders: unique_orders_order_id',
        description:
          'Seen 2026-01-22 06:00:00 UTC\n\n**Anomaly ID:** 824\n**View in Backstage:** http://portal/anomalies/824\n',
        state: '2',
        u_severity: 'H',
        impact: '1',
        u_dataset: 'shop.public.orders',
        category: 'database',
        subcategory: 'oracle',
        correlation_display: 'Data portal',
      },
      references: {},
      derived: {
        assignment_group: 'Database',
        assigned_to: 'beth.anglin',
        cmdb_ci: 'orders',
        business_service: 'Order handling',
      },
      warnings: [],
    });
  });

  it('lets the person win, also who wants nothing in a field', () => {
    const standard = context({
      templates: {
        short_description: 'templated',
        fields: { u_dataset: '{{anomaly.dataset}}', u_team: 'data' },
      },
      assignment_group: 'Database',
      assigned_to: 'beth.anglin',
      category: 'database',
      subcategory: 'oracle',
    });
    const mapped = applyMapping(
      {
        title: 'Mine',
        description: 'Look here',
        category: 'software',
        assignment_group: 'Network',
        urgency: '1',
        fields: { u_dataset: '', u_team: 'ours', caller_id: 'abel.tuter' },
      },
      standard,
    );
    expect(mapped.fields).toEqual({
      short_description: 'Mine',
      description: expect.stringMatching(/^## Backstage[^]*\nLook here$/),
      category: 'software',
      urgency: '1',
      u_team: 'ours',
      correlation_display: 'Backstage',
    });
    expect(mapped.references).toEqual({
      assignment_group: 'Network',
      caller_id: 'abel.tuter',
    });
    expect(mapped.derived).not.toHaveProperty('assigned_to');
    // What a form proposed and the person left alone is still derived.
    const left = { assignment_group: 'Database', assigned_to: 'beth.anglin' };
    expect(applyMapping(left, standard)).toMatchObject({
      references: {},
      derived: left,
    });
    expect(
      applyMapping({ assignment_group: '', category: '' }, standard),
    ).toMatchObject({
      fields: expect.not.objectContaining({ category: expect.anything() }),
      references: {},
      derived: expect.not.objectContaining({ assigned_to: expect.anything() }),
    });
  });

  it('writes states and categories only into the table they are meant for', () => {
    const { fields, derived } = applyMapping(
      {},
      context(
        {
          states: { open: '2' },
          category: 'database',
          assignment_group: 'Database',
        },
        { isMappedTable: false },
      ),
    );
    expect(fields).not.toHaveProperty('state');
    expect(fields).not.toHaveProperty('category');
    expect(derived.assignment_group).toBe('Database');
  });

  it('takes the entity id of other plugins for a configuration item where none is given', () => {
    const entity = {
      ...facts.entity!,
      annotations: { 'servicenow.com/entity-id': 'orders-1' },
    };
    const { derived } = applyMapping(
      {},
      context({}, { facts: { ...facts, entity } }),
    );
    expect(derived.cmdb_ci).toBe('orders-1');
    expect(
      applyMapping({}, context({}, { facts: { ...facts, entity: undefined } }))
        .derived,
    ).toEqual({ caller_id: 'ann@example.com' });
  });

  it('keeps mark and link of a templated description, whatever its length', () => {
    const long = 'x'.repeat(3_000);
    const anomaly = { ...facts.anomaly, message: long };
    const templates = { description: '{{anomaly.message}}{{anomaly.message}}' };
    const { fields, warnings } = applyMapping(
      {},
      context({ templates }, { facts: { ...facts, anomaly } }),
    );
    expect(fields.description).toHaveLength(4_000);
    expect(fields.description).toMatch(
      /xxx\.\.\.\n\n\*\*Anomaly ID:\*\* 824\n\*\*View in Backstage:\*\* .*824\n$/,
    );
    expect(warnings).toEqual([expect.stringMatching(/description: .*cut/)]);

    const typed = 'y'.repeat(3_990);
    const beside = applyMapping(
      { description: typed },
      context({ templates }, { facts: { ...facts, anomaly } }),
    );
    expect(beside.fields.description).toBe(typed);
    expect(beside.fields.work_notes).toContain('**Anomaly ID:** 824');
  });

  it('recognises the text it has proposed, and puts back a link that was removed', () => {
    const templates = { description: 'See {{anomaly.url}}' };
    const proposed = applyMapping({}, context({ templates })).fields;
    expect(proposed.description).toBe(
      'See http://portal/anomalies/824\n\n**Anomaly ID:** 824\n',
    );
    // Forms and ServiceNow trim texts.
    const description = proposed.description.trim();
    expect(
      applyMapping({ description }, context({ templates })).fields.description,
    ).toBe(description);
    expect(
      applyMapping(
        { description: 'Mine. **Anomaly ID:** 824' },
        context({ templates }),
      ).fields.description,
    ).toBe(
      'Mine. **Anomaly ID:** 824\n\n**View in Backstage:** http://portal/anomalies/824\n',
    );
    expect(
      applyMapping({ description: 'As in **Anomaly ID:** 8241' }, context({}))
        .fields.description,
    ).toContain('**Anomaly ID:** 824\n');
  });

  it('warns of names that mean nothing and of texts that are cut', () => {
    const { warnings, fields } = applyMapping(
      {},
      context({
        templates: {
          short_description: `{{anomaly.titel}}${'z'.repeat(200)}`,
          fields: { u_a: '{{foo}}' },
        },
      }),
    );
    expect(fields.short_description).toHaveLength(160);
    expect(warnings).toEqual([
      'mapping.templates.fields.u_a: "foo" is not a value that templates know, and stays empty.',
      'mapping.templates.short_description: "anomaly.titel" is not a value that templates know, and stays empty.',
      'mapping.templates.short_description: The text is cut to 160 characters.',
    ]);
  });
});
