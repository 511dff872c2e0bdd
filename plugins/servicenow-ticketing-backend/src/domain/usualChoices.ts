/** A choice of a field. @internal */
export interface Choice {
  field: string;
  value: string;
  label: string;
  /** Value of the field this one depends on; empty when it does not. */
  dependentValue: string;
}

const LEVELS = ['1 - High', '2 - Medium', '3 - Low'];

/** What an incident of a fresh instance offers: categories, and the subcategories of each. */
const INCIDENT_CATEGORIES: Record<string, { label: string; sub: string[] }> = {
  inquiry: {
    label: 'Inquiry / Help',
    sub: ['Antivirus', 'Email', 'Internal Application'],
  },
  software: { label: 'Software', sub: ['Email', 'OS'] },
  hardware: {
    label: 'Hardware',
    sub: ['CPU', 'Disk', 'Keyboard', 'Memory', 'Monitor', 'Mouse'],
  },
  network: {
    label: 'Network',
    sub: ['DHCP', 'DNS', 'IP Address', 'VPN', 'Wireless'],
  },
  database: { label: 'Database', sub: ['DB2', 'MS SQL Server', 'Oracle'] },
};

const SUBCATEGORY_VALUES: Partial<Record<string, string>> = {
  'MS SQL Server': 'sql server',
};

/**
 * The choices that ServiceNow ships, for instances that do not tell theirs. Categories are known for incidents only.
 * @internal
 */
export function usualChoices(key: { table: string; field: string }): Choice[] {
  const { table, field } = key;
  if (field === 'impact' || field === 'urgency') {
    return LEVELS.map((label, index) => ({
      field,
      value: String(index + 1),
      label,
      dependentValue: '',
    }));
  }
  if (table !== 'incident') {
    return [];
  }
  const categories = Object.entries(INCIDENT_CATEGORIES);
  return field === 'category'
    ? categories.map(([value, { label }]) => ({
        field,
        value,
        label,
        dependentValue: '',
      }))
    : categories.flatMap(([category, { sub }]) =>
        sub.map(label => ({
          field,
          value: SUBCATEGORY_VALUES[label] ?? label.toLowerCase(),
          label,
          dependentValue: category,
        })),
      );
}
