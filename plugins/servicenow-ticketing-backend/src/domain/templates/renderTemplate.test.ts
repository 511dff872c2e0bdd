import fc from 'fast-check';
import { anAnomaly } from '../../__testUtils__/observations';
import { TemplateError } from './parseTemplate';
import { renderTemplate } from './renderTemplate';
import { templateValues, type TemplateFacts } from './templateValues';

const facts: TemplateFacts = {
  productName: 'Backstage',
  anomaly: {
    ...anAnomaly(),
    id: 824,
    fields: ['order_id', 'line'],
    failedChecks: [
      { name: 'unique', message: '17 rows' },
      { name: 'not_null', message: '' },
    ],
    tags: [],
  },
  anomalyUrl: 'http://portal/anomalies/824',
  entity: {
    ref: 'resource:default/orders',
    kind: 'Resource',
    name: 'orders',
    namespace: 'default',
    title: 'Orders',
    owner: 'group:default/data',
    annotations: { 'servicenow.com/entity-id': 'orders-1' },
  },
  user: { ref: 'user:default/ann', name: 'Ann Lee', email: 'ann@example.com' },
};

const render = (template: string, change: Partial<TemplateFacts> = {}) =>
  renderTemplate(template, templateValues({ ...facts, ...change }));
const textOf = (template: string, change: Partial<TemplateFacts> = {}) =>
  render(template, change).text;
/** The text, or where the template is wrong. */
const outcomeOf = (template: string): { text?: string; offset?: number } => {
  try {
    return { text: textOf(template) };
  } catch (error) {
    if (error instanceof TemplateError) {
      return { offset: error.offset };
    }
    throw error;
  }
};
const withMessage = (message: string) => ({
  anomaly: { ...facts.anomaly, message },
});

describe('renderTemplate', () => {
  it('fills in values of anomaly, entity, user and product', () => {
    expect(
      render(
        '{{product.name}} {{anomaly.id}} {{anomaly.severity}} {{anomaly.dataset}} on {{anomaly.dataset_platform}}, {{anomaly.first_seen}}, {{anomaly.occurrences}}x: {{entity.title}} of {{entity.owner}} ({{entity.annotations.servicenow.com/entity-id}}), {{user.name}} <{{user.email}}>',
      ),
    ).toEqual({
      text: 'Backstage 824 high shop.public.orders on postgres, 2026-01-22 06:00:00 UTC, 1x: Orders of group:default/data (orders-1), Ann Lee <ann@example.com>',
      unknown: [],
    });
  });

  it('writes lists one by one, or in one line', () => {
    expect(textOf('{{anomaly.fields}}; {{{anomaly.failed_checks}}}')).toBe(
      'order_id, line; unique: 17 rows, not_null: ',
    );
    expect(
      textOf(
        'Checks:\n{{#anomaly.failed_checks}}\n- {{name}}{{#message}} ({{.}}){{/message}} of {{anomaly.id}}\n{{/anomaly.failed_checks}}\n{{#anomaly.fields}}[{{.}}]{{/anomaly.fields}}{{^anomaly.tags}}no tags{{/anomaly.tags}}',
      ),
    ).toBe(
      'Checks:\n- unique (17 rows) of 824\n- not_null of 824\n[order_id][line]no tags',
    );
  });

  it('leaves out what has no value, and names what means nothing', () => {
    expect(
      render(
        '[{{entity.name}}{{#entity.name}}!{{/entity.name}}{{entity.annotations.any/thing}}{{anomaly.titel}}{{constructor}}{{anomaly.id.length}}{{toString}}{{.}}]',
        { entity: undefined },
      ),
    ).toEqual({
      text: '[]',
      unknown: [
        'anomaly.titel',
        'constructor',
        'anomaly.id.length',
        'toString',
        '.',
      ],
    });
  });

  it('keeps text as it is, without HTML escaping', () => {
    expect(textOf('{{anomaly.message}}', withMessage(`a < b & "c" 'd'`))).toBe(
      `a < b & "c" 'd'`,
    );
  });

  it('takes no value for a tag, and lets none begin a line', () => {
    expect(
      textOf(
        'Says: {{anomaly.message}}',
        withMessage('{{user.email}}\r\n**Anomaly ID:** 1\u2028\u0000{{#x}}'),
      ),
    ).toBe('Says: {{user.email}} **Anomaly ID:** 1 {{#x}}');
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), message => {
        const text = textOf('<{{anomaly.message}}>\n', withMessage(message));
        expect(text.startsWith('<')).toBe(true);
        expect(text.endsWith('>\n')).toBe(true);
        expect(text.trimEnd()).not.toMatch(/[\n\r\p{Cc}\u2028\u2029]/u);
      }),
    );
  });

  it('survives every template: it renders, or says where it is wrong', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '{{{',
      '#',
      '/',
      '^',
      '>',
      '!',
      '&',
      '=',
      ' ',
      'x',
      '\n',
      'anomaly.fields',
      'entity.',
      '{{#anomaly.fields}}',
      '{{/anomaly.fields}}',
      '{{anomaly.message}}',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), pieces => {
        const template = pieces.join('');
        const { text, offset } = outcomeOf(template);
        expect(typeof text === 'string' || offset !== undefined).toBe(true);
        expect(offset ?? 0).toBeGreaterThanOrEqual(0);
        expect(offset ?? 0).toBeLessThanOrEqual(template.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('does not grow without bounds', () => {
    const anomaly = {
      ...facts.anomaly,
      fields: Array.from({ length: 100 }, (_, i) => `field ${i}`),
    };
    const text = textOf(
      '{{#anomaly.fields}}{{#anomaly.fields}}x{{/anomaly.fields}}{{/anomaly.fields}}',
      { anomaly },
    );
    expect(text).toBe('x'.repeat(400));
  });
});
