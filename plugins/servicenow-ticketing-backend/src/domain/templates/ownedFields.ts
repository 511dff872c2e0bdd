const JOURNAL =
  'it is a journal field, where everything that is written stays as an entry';

/** Why a field cannot be mapped by a template; what is not listed can be. */
const REASONS: Record<string, string> = {
  work_notes: JOURNAL,
  comments: JOURNAL,
  comments_and_work_notes: JOURNAL,
  correlation_id: 'it recognises the ticket, so that none is made twice',
  correlation_display:
    'it has a setting of its own: mapping.correlation_display',
  short_description:
    'it has a template of its own: mapping.templates.short_description',
  description: 'it has a template of its own: mapping.templates.description',
  state: 'it has a setting of its own: mapping.states',
  incident_state: 'it follows state, which is set by mapping.states',
  problem_state: 'it follows state, which is set by mapping.states',
  number: 'ServiceNow gives each ticket its number',
};

/** Why people may not write a field with a ticket, in half a sentence; `undefined` when they may. @internal */
export function whyNotWritable(field: string): string | undefined {
  if (Object.hasOwn(REASONS, field)) {
    return REASONS[field];
  }
  return field.startsWith('sys_') ? 'ServiceNow itself keeps it' : undefined;
}
