/** Words for the properties of an anomaly. */
export const anomalyMessages = {
  severity: {
    critical: 'Critical',
    high: 'High',
    medium: 'Medium',
    low: 'Low',
  },
  status: {
    Active: 'Active',
    Acknowledged: 'Acknowledged',
    Archived: 'Archived',
  },
  resolution: {
    Resolved: 'Resolved',
    Duplicate: 'Duplicate',
    Invalid: 'Invalid',
    Discarded: 'Discarded',
  },
  untitled: 'Unnamed check',
} as const;
