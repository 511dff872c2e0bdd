import type { unmatchedMessages } from '../../messages/unmatched';
import type { Translated } from '../Translated';

export const unmatched: Translated<typeof unmatchedMessages> = {
  intro:
    'Diese Datensätze haben offene Anomalien, gehören aber zu keiner Entität des Katalogs. Sagen Sie einmal, welche Entität ein Datensatz ist: Das gilt für alle seine Anomalien, jetzt und später.',
  search: 'Datensätze suchen',
  table: 'Datensätze ohne Entität',
  dataset: 'Datensatz',
  anomalies: 'Offene Anomalien',
  newest: 'Neuester Fehlschlag',
  entity: 'Entität',
  count_one: '{{count}} offene Anomalie',
  count_other: '{{count}} offene Anomalien',
  sample: 'Zum Beispiel: {{title}}',
  show: 'Zeigen',
  pick: 'Entität für {{dataset}}',
  seen: 'zuletzt gesehen {{when}}',
  likely: 'Wahrscheinlich:',
  likelyLabel: 'Entitäten, die {{dataset}} ähneln',
  likelyHint:
    '{{entity}}: „{{text}}“ klingt ähnlich. Ordnet den Datensatz sofort zu.',
  assign: 'Zuordnen',
  assignFor: '{{dataset}} zuordnen',
  assigned_one: '{{dataset}} ist jetzt {{entity}}, mit {{count}} Anomalie',
  assigned_other: '{{dataset}} ist jetzt {{entity}}, mit {{count}} Anomalien',
  removed: '{{dataset}} ist nicht mehr zugeordnet',
  failed: '{{dataset}} wurde nicht zugeordnet: {{message}}',
  removeFailed:
    'Die Zuordnung von {{dataset}} wurde nicht entfernt: {{message}}',
  emptyTitle: 'Jeder Datensatz hat seine Entität',
  emptyText: 'Was hereinkommt und zu keiner Entität passt, steht dann hier.',
  noMatchTitle: 'Kein Datensatz passt',
  noMatchText: 'Kein Datensatz ohne Entität hat „{{query}}“ im Namen.',
  clear: 'Suche löschen',
  errorTitle: 'Die Datensätze konnten nicht geladen werden',
  forbiddenTitle: 'Sie dürfen keine Datensätze zuordnen',
  assignments: 'Von Hand zugeordnet',
  assignmentsNone: 'Noch wurde nichts von Hand zugeordnet.',
  by: 'von {{name}}, {{when}}',
  remove: 'Entfernen',
  removeFor: 'Zuordnung von {{dataset}} entfernen',
};
