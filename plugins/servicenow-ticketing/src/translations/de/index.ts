import type { messages } from '../../messages';
import { flattenMessages, type Translated } from '../Translated';
import { activity } from './activity';
import { anomaly } from './anomaly';
import { board } from './board';
import { calls } from './calls';
import { decisions } from './decisions';
import { deliveries } from './deliveries';
import { drawer } from './drawer';
import { mapping } from './mapping';
import { reports } from './reports';
import { settings } from './settings';
import { sync } from './sync';
import { ticketDrawer } from './ticketDrawer';
import { ticketLists } from './ticketLists';
import { tickets } from './tickets';
import { unmatched } from './unmatched';

const german: Translated<typeof messages> = {
  activity,
  anomaly,
  board,
  calls,
  decisions,
  deliveries,
  drawer,
  mapping,
  reports,
  settings,
  sync,
  ticketDrawer,
  ticketLists,
  tickets,
  unmatched,
};

/** Every text of the plugin in German, loaded when somebody chooses it. */
export default flattenMessages(german);
