import type { PreflightCheck } from 'backstage-plugin-servicenow-ticketing-common';
import {
  failed,
  ok,
  serviceNowErrorOf,
  skipped,
  warning,
  type Subject,
} from './outcomes';
import { accountOf } from './account';
import type { PreflightOptions } from './types';

/** Without these a ticket can neither be followed nor be recognised after an answer was lost. */
const NEEDED = ['sys_id', 'number', 'state', 'correlation_id'];
const SAMPLE_SIZE = 20;

/**
 * Whether the table has the fields of the mapping. ServiceNow ignores fields it does not know, in what it is asked
 * and in what it is told, so a typing mistake would never be noticed; but it leaves them out of its answers.
 */
export async function checkFields({
  client,
  settings,
}: PreflightOptions): Promise<PreflightCheck> {
  const { table, excludedFields } = settings;
  const mapped = mappedFieldsOf(settings).filter(
    field => !excludedFields.includes(field),
  );
  const fields = [...new Set([...NEEDED, ...mapped])];
  const subject: Subject = {
    name: `Fields of ${table}`,
    asked: `GET /api/now/table/${table}?sysparm_fields=${fields.join(',')}`,
  };
  try {
    const { records } = await client.query({
      table,
      fields: fields.join(','),
      limit: SAMPLE_SIZE,
    });
    if (records.length === 0) {
      return skipped(
        subject,
        `There is no record in ${table} to look at, so that fields cannot be checked`,
      );
    }
    const missing = fields.filter(field =>
      records.every(record => !(field in record)),
    );
    if (missing.length === 0) {
      return ok(
        subject,
        `${table} has all ${fields.length} fields that are used`,
      );
    }
    const isNeeded = missing.some(field => NEEDED.includes(field));
    return (isNeeded ? failed : warning)(subject, {
      answer: `ServiceNow does not show ${missing.join(', ')} of ${table}: ${
        missing.length === 1 ? 'it does not exist' : 'they do not exist'
      }, or the account may not read ${missing.length === 1 ? 'it' : 'them'}`,
      remedy: `Check the names in the mapping, and the field ACLs for ${accountOf(
        settings,
      )}.`,
    });
  } catch (caught) {
    return skipped(subject, serviceNowErrorOf(caught).what);
  }
}

function mappedFieldsOf({ mapping }: PreflightOptions['settings']): string[] {
  const { close, severity, templates } = mapping;
  return [
    severity.primary.field,
    ...(severity.secondary ? [severity.secondary.field] : []),
    close.codeField,
    close.notesField,
    ...(mapping.assignmentGroup ? ['assignment_group'] : []),
    ...(mapping.assignedTo ? ['assigned_to'] : []),
    ...(mapping.category ? ['category'] : []),
    ...(mapping.subcategory ? ['subcategory'] : []),
    ...Object.keys(templates.fields),
  ];
}
