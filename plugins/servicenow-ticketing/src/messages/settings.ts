/** Texts of the settings: the list of connected instances and the editor of one. */
export const settingsMessages = {
  tab: 'Settings',
  forbiddenTitle: 'You may not change the connections to ServiceNow',
  editor: {
    back: 'All integrations',
    loading: 'Loading the integration',
    errorTitle: 'The integration could not be loaded',
    notFoundTitle: 'There is no such integration',
    notFoundText: 'It may have been disconnected, or the link is wrong.',
    tabs: 'Parts of the integration',
    connection: 'Connection',
    mapping: 'Fields and mapping',
    calls: 'API calls',
  },
} as const;
