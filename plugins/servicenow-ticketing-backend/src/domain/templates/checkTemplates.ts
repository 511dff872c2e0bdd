import { InputError } from '@backstage/errors';
import type { Mapping } from '../integrationSettings';
import { whyNotWritable } from './ownedFields';
import { parseTemplate, TemplateError } from './parseTemplate';

/**
 * Checks what can be checked of a mapping's templates without values: that they can be read, and that each writes a
 * field it may write.
 *
 * @throws InputError that names every field at fault, as in `mapping.templates.fields.u_note: The section "x" is not
 *   closed ... (line 1, column 5)`.
 * @internal
 */
export function checkTemplates(mapping: Mapping): void {
  const { shortDescription, description, fields } = mapping.templates;
  const named: [string, string | undefined][] = [
    ['short_description', shortDescription],
    ['description', description],
    ...Object.entries(fields).map(([field, template]): [string, string] => [
      `fields.${field}`,
      template,
    ]),
  ];
  const problems = [
    ...named.map(([name, template]) => whyUnreadable(name, template ?? '')),
    ...Object.keys(fields).map(field => whyRefused(field, mapping)),
    whySeverityRefused('primary', mapping.severity.primary.field),
    whySeverityRefused('secondary', mapping.severity.secondary?.field),
  ].filter(problem => problem !== undefined);
  if (problems.length > 0) {
    throw new InputError(problems.join('; '));
  }
}

function whyUnreadable(name: string, template: string): string | undefined {
  try {
    parseTemplate(template);
    return undefined;
  } catch (error) {
    if (!(error instanceof TemplateError)) {
      throw error;
    }
    return `mapping.templates.${name}: ${error.message} (${positionOf(
      template,
      error.offset,
    )})`;
  }
}

function whyRefused(field: string, mapping: Mapping): string | undefined {
  const { primary, secondary } = mapping.severity;
  const why =
    field === primary.field || field === secondary?.field
      ? 'it carries the severity: see mapping.severity'
      : whyNotWritable(field);
  return (
    why && `mapping.templates.fields.${field}: cannot be mapped, because ${why}`
  );
}

function whySeverityRefused(
  name: 'primary' | 'secondary',
  field: string | undefined,
): string | undefined {
  const why = field && whyNotWritable(field);
  return why
    ? `mapping.severity.${name}.field: ${field} cannot carry the severity, because ${why}`
    : undefined;
}

function positionOf(template: string, offset: number): string {
  const before = template.slice(0, offset).split('\n');
  return `line ${before.length}, column ${before.at(-1)!.length + 1}`;
}
