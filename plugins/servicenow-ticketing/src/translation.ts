import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { activityMessages } from './messages/activity';
import { anomalyMessages } from './messages/anomaly';
import { boardMessages } from './messages/board';
import { callMessages } from './messages/calls';
import { decisionMessages } from './messages/decisions';
import { deliveryMessages } from './messages/deliveries';
import { drawerMessages } from './messages/drawer';
import { mappingMessages } from './messages/mapping';
import { settingsMessages } from './messages/settings';
import { ticketDrawerMessages } from './messages/ticketDrawer';
import { ticketListMessages } from './messages/ticketLists';
import { syncMessages } from './messages/sync';
import { ticketMessages } from './messages/tickets';
import { unmatchedMessages } from './messages/unmatched';

/**
 * Every text of the plugin, for overriding and translating.
 *
 * @public
 */
export const servicenowTicketingTranslationRef = createTranslationRef({
  id: 'plugin.servicenow-ticketing',
  messages: {
    activity: activityMessages,
    anomaly: anomalyMessages,
    board: boardMessages,
    calls: callMessages,
    decisions: decisionMessages,
    deliveries: deliveryMessages,
    drawer: drawerMessages,
    mapping: mappingMessages,
    settings: settingsMessages,
    ticketDrawer: ticketDrawerMessages,
    ticketLists: ticketListMessages,
    sync: syncMessages,
    tickets: ticketMessages,
    unmatched: unmatchedMessages,
  },
});
