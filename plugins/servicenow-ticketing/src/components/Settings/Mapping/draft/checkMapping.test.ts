import { anIntegration } from '../../../../__testUtils__/settingsSamples';
import { checkMapping } from './checkMapping';
import { toMappingDraft, type MappingDraft } from './mappingDraft';
import { refusalsOf } from './refusals';

const draftOf = (
  mapping?: Parameters<typeof anIntegration>[0],
  texts: Partial<MappingDraft['texts']> = {},
): MappingDraft => {
  const draft = toMappingDraft(anIntegration(mapping))!;
  return { ...draft, texts: { ...draft.texts, ...texts } };
};

describe('a mapping as a form', () => {
  it('comes back as it was stored', () => {
    const mapping = {
      states: { open: '1', acknowledged: '2', resolved: '7' },
      close: {
        code_field: 'u_code',
        notes_field: 'u_notes',
        code: 'Fixed',
        notes: ' Done \n',
      },
      severity: {
        primary: {
          field: 'priority',
          values: { critical: '1', high: '2', medium: '3', low: '4' },
        },
        secondary: {
          field: 'impact',
          values: { critical: '1', high: '1', medium: '2', low: '3' },
        },
      },
      templates: {
        short_description: '{{anomaly.title}}',
        description: '{{anomaly.message}}\n',
        fields: { u_dataset: '{{anomaly.dataset}}', u_empty: '' },
      },
      assignment_group: 'Database',
      assigned_to: 'beth.anglin',
      category: 'software',
      subcategory: 'os',
      caller: 'service-account' as const,
      correlation_display: 'Portal',
    };
    expect(checkMapping(draftOf({ mapping }))).toEqual({
      mapping,
      problems: {},
    });
  });

  it('leaves out what is empty, the second field when it is off, and fields not filled in', () => {
    const draft = draftOf(
      { mapping: { states: { open: '1' }, assignment_group: 'Database' } },
      { 'states.open': '  ', assignment_group: '' },
    );
    const checked = checkMapping({
      ...draft,
      fields: [{ key: 'new-1', name: ' ', template: '' }],
    });
    expect(checked.problems).toEqual({});
    expect(checked.mapping?.states).toEqual({ resolved: '6' });
    expect(checked.mapping?.severity).not.toHaveProperty('secondary');
    expect(checked.mapping?.templates.fields).toEqual({});
    expect(checked.mapping).not.toHaveProperty('assignment_group');
  });

  it('says of every input what is wrong', () => {
    const draft = draftOf(undefined, {
      table: 'My Table',
      'states.resolved': ' ',
      'states.open': 'x'.repeat(101),
      'close.code_field': 'Close Code',
      'severity.secondary.values.low': '',
      'templates.description': 'x'.repeat(4_001),
    });
    const { mapping, problems } = checkMapping({
      ...draft,
      hasSecondary: true,
      fields: [
        { key: 'a', name: 'u_a', template: 'x'.repeat(4_001) },
        { key: 'b', name: 'u_b', template: '' },
        { key: 'c', name: ' u_b ', template: '' },
        { key: 'd', name: '', template: 'x' },
        { key: 'e', name: 'U-E', template: 'x' },
      ],
    });
    const message = expect.stringContaining('lower-case letters');
    expect(mapping).toBeUndefined();
    expect(problems).toEqual({
      table: { reason: 'other', message },
      'states.resolved': { reason: 'needed' },
      'states.open': { reason: 'tooLong', max: 100 },
      'close.code_field': { reason: 'other', message },
      'severity.secondary.values.low': { reason: 'needed' },
      'templates.description': { reason: 'tooLong', max: 4_000 },
      'fields.a.template': { reason: 'tooLong', max: 4_000 },
      'fields.b.name': { reason: 'duplicate' },
      'fields.c.name': { reason: 'duplicate' },
      'fields.d.name': { reason: 'needed' },
      'fields.e.name': { reason: 'other', message },
    });
  });

  it('is none when this page does not know all that is stored', () => {
    const integration = anIntegration();
    expect(
      toMappingDraft({
        ...integration,
        definition: { mapping: { from_the_future: true } },
      }),
    ).toBeUndefined();
    expect(
      toMappingDraft({ ...integration, definition: {} })?.texts,
    ).toMatchObject({ 'states.resolved': '6', table: 'incident' });
  });
});

describe('refusals of the backend', () => {
  it('stand at the inputs they name, however much of the path they name', () => {
    const error = new Error(
      'Invalid request: definition.mapping.assignment_group: there is no such group; mapping.templates.fields.u_a: A tag is not closed (line 1, column 2); definition.table: there is no such table; definition.auth.password: is missing',
    );
    expect(
      refusalsOf(error, [{ key: 'row', name: 'u_a ', template: '{{' }]),
    ).toEqual({
      assignment_group: 'there is no such group',
      'fields.row.template': 'A tag is not closed (line 1, column 2)',
      table: 'there is no such table',
    });
    expect(refusalsOf(null, [])).toEqual({});
  });
});
