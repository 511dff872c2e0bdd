import { assertError } from '@backstage/errors';
import { aMapping } from '../../__testUtils__/testTicketing';
import { checkTemplates } from './checkTemplates';

const messageOf = (input: Parameters<typeof aMapping>[0]): string => {
  try {
    checkTemplates(aMapping(input));
    return 'fine';
  } catch (error) {
    assertError(error);
    expect(error.name).toBe('InputError');
    return error.message;
  }
};

describe('checkTemplates', () => {
  it('takes values, sections and comments, also such as it does not know', () => {
    expect(
      messageOf({
        templates: {
          short_description: '{{entity.title}}: {{anomaly.titel}}',
          description:
            '{{! for people }}{{#anomaly.tags}}{{.}}{{/anomaly.tags}}{{^entity.ref}}?{{/entity.ref}}',
          fields: { u_dataset: '{{{anomaly.dataset}}}', cmdb_ci: 'x' },
        },
      }),
    ).toBe('fine');
  });

  it.each([
    ['{{anomaly.id', /A tag is not closed.*line 1, column 1/],
    [
      'a\n {{#anomaly.tags}} x',
      /section "anomaly.tags" is not closed.*\(line 2/,
    ],
    [
      '{{/x}}',
      /section "x" is closed here, but was not opened.*line 1, column 1/,
    ],
    ['ab {{> other}}', /include another template.*line 1, column 4/],
    ['{{=<% %>=}}', /delimiters.*cannot be changed.*line 1, column 1/],
    ['{{}}', /names no value.*line 1, column 1/],
    [
      '{{#a}}{{#b}}{{#c}}{{/c}}{{/b}}{{/a}}',
      /section "c" is nested too deeply.*line 1, column 13/,
    ],
  ])('says what is wrong with %j, and where', (template, expected) => {
    const message = messageOf({ templates: { description: template } });
    expect(message).toMatch(expected);
    expect(message).toMatch(/^mapping\.templates\.description: /);
  });

  it.each([
    ['work_notes', 'journal'],
    ['comments', 'journal'],
    ['correlation_id', 'recognises the ticket'],
    ['sys_id', 'ServiceNow itself'],
    ['short_description', 'mapping.templates.short_description'],
    ['state', 'mapping.states'],
    ['urgency', 'mapping.severity'],
  ])('refuses a template for %s, and says why', (field, why) => {
    const message = messageOf({ templates: { fields: { [field]: 'x' } } });
    expect(message).toContain(`mapping.templates.fields.${field}: cannot be`);
    expect(message).toContain(why);
  });

  it('refuses severity in a field that cannot carry it, and names every problem at once', () => {
    expect(
      messageOf({
        severity: { primary: { field: 'comments' } },
        templates: { description: '{{', fields: { u_a: '{{' } },
      }),
    ).toMatch(
      /templates\.description: .*; mapping\.templates\.fields\.u_a: .*; mapping\.severity\.primary\.field: comments/,
    );
  });
});
