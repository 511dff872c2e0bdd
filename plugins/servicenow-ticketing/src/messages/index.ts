import { activityMessages } from './activity';
import { anomalyMessages } from './anomaly';
import { boardMessages } from './board';
import { callMessages } from './calls';
import { decisionMessages } from './decisions';
import { deliveryMessages } from './deliveries';
import { drawerMessages } from './drawer';
import { mappingMessages } from './mapping';
import { reportMessages } from './reports';
import { settingsMessages } from './settings';
import { ticketDrawerMessages } from './ticketDrawer';
import { ticketListMessages } from './ticketLists';
import { syncMessages } from './sync';
import { ticketMessages } from './tickets';
import { unmatchedMessages } from './unmatched';

/** Every text of the plugin in English, by where it stands. */
export const messages = {
  activity: activityMessages,
  anomaly: anomalyMessages,
  board: boardMessages,
  calls: callMessages,
  decisions: decisionMessages,
  deliveries: deliveryMessages,
  drawer: drawerMessages,
  mapping: mappingMessages,
  reports: reportMessages,
  settings: settingsMessages,
  ticketDrawer: ticketDrawerMessages,
  ticketLists: ticketListMessages,
  sync: syncMessages,
  tickets: ticketMessages,
  unmatched: unmatchedMessages,
} as const;
