/** Texts of the sync tab: what travels between anomalies and tickets, and when. */
export const syncMessages = {
  label: 'Sync',
  readOnly:
    'This integration is defined in app-config.yaml. Change it there, under servicenowTicketing.integrations.{{name}}.sync.',
  outdated:
    'This page is older than the portal’s backend and does not know all of these settings. Reload the page to edit them.',
  save: 'Save sync settings',
  saved: 'The sync settings of {{title}} were saved',
  failed: 'The sync settings were not saved',
  leaveText: 'The sync settings have changes that are not saved.',
  forwarding: {
    title: 'Which anomalies get a ticket',
    'always-after-forwarding': 'Those that people choose',
    'always-after-forwardingText':
      'People create or link tickets. From then on a ticket hears what happens to its anomalies.',
    always: 'Every new one',
    alwaysText:
      'The portal creates tickets by itself, unless a rule below excludes an anomaly. They hear what happens, too.',
    'only-on-forwarding': 'Those that people choose, as a snapshot',
    'only-on-forwardingText':
      'People create or link tickets. What happens afterwards stays in the portal: ServiceNow hears nothing more.',
  },
  group_by: {
    label: 'New anomalies share a ticket',
    dataset: 'when they are about the same dataset',
    check: 'when the same check failed',
    none: 'never',
    help: 'One bad load may make thousands of anomalies. They join the ticket while it is open.',
  },
  perHour: {
    label: 'Tickets per hour, at most',
    help: 'What exceeds it is not lost: it waits its turn, and says so.',
  },
  rules: {
    title: 'Rules',
    text: 'From top to bottom, the first that fits decides. An anomaly that no rule fits gets a ticket.',
    none: 'No rules: every new anomaly gets a ticket.',
    add: 'Add rule',
    name: 'Name of the rule',
    nameHelp: 'Shown in Activity',
    action: 'Then',
    forward: 'create a ticket',
    ignore: 'create none',
    rule: 'Rule {{number}}',
    up: 'Move rule {{number}} up',
    down: 'Move rule {{number}} down',
    remove: 'Remove rule {{number}}',
    when: 'Fits when all of this is true. What is left empty is not asked.',
    severities: 'Severity',
    anySeverity: 'Any',
    sources: 'Source',
    types: 'Type',
    datasets: 'Dataset',
    checks: 'Check',
    owners: 'Owner',
    kinds: 'Kind of entity',
    tags: 'Tag',
    min_occurrences: 'Failed at least … times',
    assignment_group: 'Assignment group',
    assignment_groupHelp: 'Instead of that of the mapping',
    listHelp: 'Several with commas',
    patternHelp: 'Several with commas; * stands for anything',
    severity: {
      critical: 'Critical',
      high: 'High',
      medium: 'Medium',
      low: 'Low',
    },
  },
  outbound: {
    title: 'What tickets hear',
    text: 'What is sent to ServiceNow when something happens to an anomaly that has a ticket, whether a person or a check did it.',
    snapshot:
      'Nothing of this is sent, because tickets are snapshots. Choose another way above to change that.',
    acknowledge: 'Somebody acknowledges it',
    comment: 'Somebody comments on it',
    resolve: 'It is archived as Resolved, or its check passes again',
    archive: 'It is archived as Duplicate, Invalid or Discarded',
    reopen: 'It is opened again, or its check fails again',
    replace_closed: 'It is opened again, and the ticket is closed or canceled',
    severity: 'Its severity changes',
    unlink: 'Somebody unlinks the ticket',
    nothing: 'Nothing is sent',
    note: 'The ticket gets a work note',
    'note-and-state': {
      acknowledge: 'The ticket gets a work note, and goes from New into work',
      resolve:
        'The ticket gets a work note, and is resolved with its last open anomaly',
      archive:
        'The ticket gets a work note, and is resolved with its last open anomaly',
      reopen:
        'The ticket gets a work note, and goes back into work if it was resolved',
    },
    yes: {
      comment: 'The ticket gets it as a work note',
      replace_closed: 'A new ticket is made that refers to the old one',
      severity:
        'The ticket gets it in the fields of the mapping, unless somebody changed them in ServiceNow',
      unlink: 'The ticket gets a work note',
    },
    no: {
      comment: 'Nothing is sent',
      replace_closed: 'The closed ticket gets a work note, and that is all',
      severity: 'Nothing is sent',
      unlink: 'Nothing is sent',
    },
  },
  inbound: {
    title: 'What the portal takes over',
    text: 'What happens here when somebody changes a ticket in ServiceNow. State, priority and assignee are always shown.',
    acknowledge: 'A ticket that goes into work acknowledges its anomalies',
    archive:
      'A ticket that is resolved or closed archives its anomalies as Resolved',
    comments: 'Comments on the ticket appear in Activity',
    work_notes: 'Work notes of the ticket appear in Activity',
    poll_interval: 'Ask ServiceNow every',
    poll_intervalHelp: 'From 10s to 24h, such as 30s, 5m or 1h',
    push_secret: 'Push secret',
    push_secretSet: 'One is set. Type another one to replace it.',
    push_secretRemove: 'Remove',
    push_secretKeep: 'Keep',
    push_secretRemoved:
      'It is removed when you save. What ServiceNow pushes is refused then; the portal still asks by itself.',
    push_secretHelp:
      'Lets ServiceNow tell the portal at once that something changed: at least 16 characters, the same as in the business rule there.',
  },
} as const;
