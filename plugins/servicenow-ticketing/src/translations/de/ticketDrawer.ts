import type { ticketDrawerMessages } from '../../messages/ticketDrawer';
import type { Translated } from '../Translated';

export const ticketDrawer: Translated<typeof ticketDrawerMessages> = {
  label: 'Ticket',
  copyNumber: 'Nummer kopieren',
  view: 'In ServiceNow ansehen',
  notFoundTitle: 'Dieses Ticket ist nicht mehr verknüpft',
  notFoundText:
    'Vielleicht wurde die Verknüpfung gelöst. In ServiceNow gibt es es noch.',
  errorTitle: 'Das Ticket konnte nicht geladen werden',
  unavailable:
    'Gezeigt wird der Stand des letzten Abgleichs, weil ServiceNow das Ticket jetzt nicht zeigt: {{reason}}',
  facts: 'Einzelheiten',
  status: 'Status',
  priority: 'Priorität',
  levels: 'Auswirkung und Dringlichkeit',
  levelsValue: '{{impact}} und {{urgency}}',
  assignedTo: 'Zugewiesen an',
  assignmentGroup: 'Zuständige Gruppe',
  requester: 'Anrufer',
  category: 'Kategorie',
  createdAt: 'Angelegt',
  updatedAt: 'Geändert',
  resolvedAt: 'Behoben',
  nobody: 'Niemand',
  description: 'Beschreibung',
  anomalies: 'Zu diesen Anomalien',
  discussion: {
    title: 'Diskussion',
    none: 'Noch hat niemand etwas geschrieben.',
    failed: 'Die Diskussion konnte nicht geladen werden: {{message}}',
    workNote: 'Arbeitsnotiz',
    comment: 'Kommentar an den Anrufer',
    ours: 'aus diesem Portal',
    newer: 'Neuere',
    older: 'Ältere',
    page: 'Seite {{page}} von {{pages}}',
  },
  related: {
    title: 'Verbundene Datensätze',
    none: 'ServiceNow verbindet nichts mit diesem Ticket.',
    failed:
      'Die verbundenen Datensätze konnten nicht geladen werden: {{message}}',
    parent: 'Übergeordneter Incident',
    child_incident: 'Untergeordneter Incident',
    problem: 'Problem',
    change_request: 'Change',
    caused_by_change: 'Verursacht durch Change',
  },
  actions: {
    title: 'Aktionen',
    acknowledge: 'Bestätigen',
    change_priority: 'Priorität ändern',
    add_work_note: 'Arbeitsnotiz hinzufügen',
    resolve: 'Beheben',
    cancel: 'Abbrechen',
    sending: 'Wird gesendet …',
    failed: '{{number}} wurde nicht geändert',
    unreachable:
      'Das Backend des Portals hat nicht geantwortet. Versuchen Sie es noch einmal: Nichts geschieht doppelt.',
    done: '{{number}} ist geändert',
    pending:
      'ServiceNow hat noch nicht geantwortet. {{number}} wird geändert, sobald es antwortet.',
    willAcknowledge:
      'Setzt {{number}} in ServiceNow auf „{{state}}“, mit einer Arbeitsnotiz in Ihrem Namen.',
    willChangePriority:
      'Ändert Auswirkung und Dringlichkeit von {{number}} in ServiceNow, mit einer Arbeitsnotiz in Ihrem Namen. Die Priorität wird {{priority}}: ServiceNow leitet sie ab.',
    willNotChangePriority: 'Das sind die jetzige Auswirkung und Dringlichkeit.',
    willAddNote:
      'Geht als Arbeitsnotiz in Ihrem Namen an {{number}}, für alle, die daran arbeiten. Der Anrufer sieht sie nicht.',
    willResolve:
      'Setzt {{number}} in ServiceNow auf „{{state}}“, mit diesem Code und dieser Notiz. Der Anrufer sieht die Notiz.',
    impact: 'Auswirkung',
    urgency: 'Dringlichkeit',
    note: 'Arbeitsnotiz',
    closeCode: 'Abschlusscode',
    closeNotes: 'Abschlussnotiz',
  },
};
