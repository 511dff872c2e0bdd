/** Texts of the mapping editor: what becomes of an anomaly in ServiceNow. */
export const mappingMessages = {
  label: 'Fields and mapping',
  readOnly:
    'This integration is defined in app-config.yaml. Change it there; “Download YAML” in the menu above gives its section to start from.',
  outdated:
    'This page is older than the portal’s backend and does not know all of this mapping. Reload the page to edit it.',
  choicesTitle: 'Some choices could not be read from ServiceNow',
  choicesText:
    'The usual ones are offered instead; any other value can be typed.',
  choicesFailed: 'The choices of {{field}} could not be read: {{message}}',
  notAmongChoices: 'Not among the choices of this field in ServiceNow',
  means: '= {{label}}',
  error: {
    needed: 'is needed',
    duplicate: 'is there already; one template per field',
    tooLong: 'may have at most {{max}} characters',
  },
  section: {
    table: {
      title: 'Table',
      text: 'Where tickets are created: incident, problem, change_request, or any table that extends task.',
    },
    state: {
      title: 'State',
      text: 'What the ticket’s state becomes as people work on the anomaly.',
    },
    resolving: {
      title: 'Resolving',
      text: 'What ServiceNow wants to know when a ticket is resolved.',
    },
    severity: {
      title: 'Severity',
      text: 'Which field says how bad the anomaly is; written when a ticket is created and whenever the severity changes. ServiceNow derives the priority from urgency and impact.',
    },
    defaults: {
      title: 'Defaults',
      text: 'What a new ticket begins with; people can choose otherwise when they create it.',
    },
    texts: {
      title: 'Texts',
      text: 'Templates of what is sent, with values of the anomaly, its catalog entity and the person who creates the ticket.',
    },
  },
  field: {
    table: { label: 'Table', help: '' },
    states: {
      open: {
        label: 'Open',
        help: 'Written when a ticket is created. Empty: what ServiceNow gives it.',
      },
      acknowledged: {
        label: 'Acknowledged',
        help: 'Written when the anomaly is acknowledged. Empty: not written.',
      },
      resolved: {
        label: 'Resolved',
        help: 'Written when the ticket is resolved.',
      },
    },
    close: {
      code_field: {
        label: 'Close code field',
        help: 'Usually close_code.',
      },
      notes_field: {
        label: 'Close notes field',
        help: 'Usually close_notes.',
      },
      code: {
        label: 'Close code',
        help: 'The reason written when a ticket is resolved.',
      },
      notes: {
        label: 'Close notes without a comment',
        help: 'Written when the person who resolves says nothing. Empty: “Resolved from” and the name of the portal.',
      },
    },
    severity: {
      primary: { field: { label: 'Field', help: 'Usually urgency.' } },
      secondary: { field: { label: 'Second field', help: 'Usually impact.' } },
    },
    templates: {
      short_description: {
        label: 'Short description',
        help: 'Empty: the dataset and the title of the anomaly.',
      },
      description: {
        label: 'Description',
        help: 'Empty: the details of the anomaly.',
      },
    },
    category: { label: 'Category', help: '' },
    subcategory: { label: 'Subcategory', help: 'Depends on the category.' },
    assignment_group: {
      label: 'Assignment group',
      help: 'Name or sys_id of a group in ServiceNow.',
    },
    assigned_to: {
      label: 'Assigned to',
      help: 'User name, e-mail, full name or sys_id. Must be a member of the group.',
    },
    caller: {
      label: 'Caller',
      help: 'The service account also where ServiceNow does not know the person.',
    },
    correlation_display: {
      label: 'Name of this portal in tickets',
      help: 'Written to correlation_display. Empty: the name of the portal.',
    },
  },
  caller: {
    'signed-in-user': 'Whoever creates the ticket',
    'service-account': 'The service account',
  },
  hasSecondary: 'Also write a second field, such as impact',
  valuesOf: 'Values of {{field}}',
  fields: {
    title: 'Other fields',
    text: 'Any field of the table, such as u_dataset, with a template of its own.',
    none: 'None yet.',
    name: 'Field',
    template: 'Template of {{field}}',
    newField: 'the new field',
    add: 'Add field',
    remove: 'Remove {{field}}',
  },
  insert: 'Insert a value',
  insertInto: 'Insert a value into {{field}}',
  value: {
    anomaly: {
      id: 'number of the anomaly',
      title: 'name of the check that failed',
      message: 'why it failed',
      type: 'kind of check',
      severity: 'critical, high, medium or low',
      status: 'Active, Acknowledged or Archived',
      source: 'tool that reported it',
      dataset: 'dataset it was found in',
      dataset_platform: 'where the dataset lives',
      fields: 'fields of the dataset it is about',
      failed_checks: 'all that failed',
      tags: 'tags of the check',
      first_seen: 'when it was first seen',
      last_seen: 'when it was last seen',
      occurrences: 'number of runs in which it failed',
      affected_rows: 'number of rows the last run complained about',
      source_url: 'link to it in the tool that reported it',
      url: 'link to it in this portal',
    },
    entity: {
      ref: 'catalog entity of the dataset',
      kind: 'its kind',
      name: 'its name',
      namespace: 'its namespace',
      title: 'its title',
      owner: 'its owner',
      system: 'its system',
    },
    user: {
      ref: 'who creates the ticket',
      name: 'the person’s name',
      email: 'the person’s e-mail address',
    },
    product: { name: 'name of the portal' },
  },
  save: {
    save: 'Save mapping',
    saving: 'Saving …',
    reset: 'Reset',
    unsaved: 'Unsaved changes',
    saved: 'The mapping of {{title}} was saved',
    failed: 'The mapping was not saved',
    unreachable:
      'The portal’s backend did not answer. Everything typed is still here: try again.',
    preflight:
      'Not all checks passed. You can correct what they say, or save it as it is.',
    invalid: 'Correct the marked fields first.',
    anyway: 'Save anyway',
  },
  leave: {
    title: 'Leave without saving?',
    text: 'The mapping has changes that are not saved.',
    stay: 'Keep editing',
    leave: 'Leave',
  },
  preview: {
    title: 'Preview',
    text: 'What creating a ticket for this anomaly would send. Nothing is sent.',
    anomaly: 'Anomaly',
    search: 'Search open anomalies by title, message or dataset',
    none: 'No open anomaly was found',
    noneAtAll:
      'There is no open anomaly to try this on. It shows as soon as a tool reports one.',
    searchFailed: 'The anomalies could not be read: {{message}}',
    invalid: 'Correct the marked fields to see what they make.',
    failed: 'No preview: {{message}}',
    loading: 'Working out the preview',
    label: 'Fields and values as they would be sent',
    field: 'Field',
    value: 'Value',
    empty: 'Nothing would be sent.',
  },
} as const;
