import type { syncMessages } from '../../messages/sync';
import type { Translated } from '../Translated';

export const sync: Translated<typeof syncMessages> = {
  label: 'Abgleich',
  readOnly:
    'Diese Integration steht in app-config.yaml. Ändern Sie sie dort, unter servicenowTicketing.integrations.{{name}}.sync.',
  outdated:
    'Diese Seite ist älter als das Backend des Portals und kennt nicht alle diese Einstellungen. Laden Sie die Seite neu, um sie zu bearbeiten.',
  save: 'Abgleich speichern',
  saved: 'Der Abgleich von {{title}} wurde gespeichert',
  failed: 'Der Abgleich wurde nicht gespeichert',
  leaveText: 'Der Abgleich hat Änderungen, die nicht gespeichert sind.',
  forwarding: {
    title: 'Welche Anomalien ein Ticket bekommen',
    'always-after-forwarding': 'Die, die Personen auswählen',
    'always-after-forwardingText':
      'Personen legen Tickets an oder verknüpfen sie. Von da an erfährt ein Ticket, was mit seinen Anomalien geschieht.',
    always: 'Jede neue',
    alwaysText:
      'Das Portal legt Tickets selbst an, außer wenn eine Regel unten eine Anomalie ausschließt. Auch sie erfahren, was geschieht.',
    'only-on-forwarding': 'Die, die Personen auswählen, als Momentaufnahme',
    'only-on-forwardingText':
      'Personen legen Tickets an oder verknüpfen sie. Was danach geschieht, bleibt im Portal: ServiceNow erfährt nichts mehr.',
  },
  group_by: {
    label: 'Neue Anomalien teilen sich ein Ticket',
    dataset: 'wenn es um denselben Datensatz geht',
    check: 'wenn dieselbe Prüfung fehlschlug',
    none: 'nie',
    help: 'Eine fehlerhafte Ladung kann Tausende Anomalien erzeugen. Sie kommen zum Ticket, solange es offen ist.',
  },
  perHour: {
    label: 'Tickets pro Stunde, höchstens',
    help: 'Was darüber liegt, geht nicht verloren: Es wartet, bis es dran ist, und sagt das.',
  },
  rules: {
    title: 'Regeln',
    text: 'Von oben nach unten entscheidet die erste, die passt. Eine Anomalie, auf die keine passt, bekommt ein Ticket.',
    none: 'Keine Regeln: Jede neue Anomalie bekommt ein Ticket.',
    add: 'Regel hinzufügen',
    name: 'Name der Regel',
    nameHelp: 'Steht im Verlauf',
    action: 'Dann',
    forward: 'ein Ticket anlegen',
    ignore: 'keins anlegen',
    rule: 'Regel {{number}}',
    up: 'Regel {{number}} nach oben',
    down: 'Regel {{number}} nach unten',
    remove: 'Regel {{number}} entfernen',
    when: 'Passt, wenn all das zutrifft. Was leer bleibt, wird nicht gefragt.',
    severities: 'Schwere',
    anySeverity: 'Jede',
    sources: 'Quelle',
    types: 'Art',
    datasets: 'Datensatz',
    checks: 'Prüfung',
    owners: 'Gehört',
    kinds: 'Art der Entität',
    tags: 'Schlagwort',
    min_occurrences: 'Mindestens … Mal fehlgeschlagen',
    assignment_group: 'Zuständige Gruppe',
    assignment_groupHelp: 'Anstelle der Gruppe aus der Zuordnung',
    listHelp: 'Mehrere mit Kommas',
    patternHelp: 'Mehrere mit Kommas; * steht für beliebigen Text',
    severity: {
      critical: 'Kritisch',
      high: 'Hoch',
      medium: 'Mittel',
      low: 'Niedrig',
    },
  },
  outbound: {
    title: 'Was Tickets erfahren',
    text: 'Was an ServiceNow geht, wenn mit einer Anomalie mit Ticket etwas geschieht, gleich ob durch eine Person oder eine Prüfung.',
    snapshot:
      'Nichts davon wird gesendet, weil Tickets Momentaufnahmen sind. Wählen Sie oben eine andere Art, um das zu ändern.',
    acknowledge: 'Jemand bestätigt sie',
    comment: 'Jemand kommentiert sie',
    resolve: 'Sie wird als „Behoben“ archiviert, oder ihre Prüfung besteht',
    archive: 'Sie wird als „Duplikat“, „Ungültig“ oder „Verworfen“ archiviert',
    reopen: 'Sie wird wieder geöffnet, oder ihre Prüfung schlägt wieder fehl',
    replace_closed:
      'Sie wird wieder geöffnet, und das Ticket ist geschlossen oder storniert',
    severity: 'Ihre Schwere ändert sich',
    unlink: 'Jemand löst die Verknüpfung mit dem Ticket',
    nothing: 'Nichts wird gesendet',
    note: 'Das Ticket bekommt eine Arbeitsnotiz',
    'note-and-state': {
      acknowledge:
        'Das Ticket bekommt eine Arbeitsnotiz und geht von „Neu“ in Arbeit',
      resolve:
        'Das Ticket bekommt eine Arbeitsnotiz und ist mit seiner letzten offenen Anomalie behoben',
      archive:
        'Das Ticket bekommt eine Arbeitsnotiz und ist mit seiner letzten offenen Anomalie behoben',
      reopen:
        'Das Ticket bekommt eine Arbeitsnotiz und geht zurück in Arbeit, wenn es behoben war',
    },
    yes: {
      comment: 'Das Ticket bekommt ihn als Arbeitsnotiz',
      replace_closed:
        'Ein neues Ticket wird angelegt, das auf das alte verweist',
      severity:
        'Das Ticket bekommt sie in die Felder der Zuordnung, außer wenn jemand sie in ServiceNow geändert hat',
      unlink: 'Das Ticket bekommt eine Arbeitsnotiz',
    },
    no: {
      comment: 'Nichts wird gesendet',
      replace_closed:
        'Das geschlossene Ticket bekommt eine Arbeitsnotiz, und das ist alles',
      severity: 'Nichts wird gesendet',
      unlink: 'Nichts wird gesendet',
    },
  },
  inbound: {
    title: 'Was das Portal übernimmt',
    text: 'Was hier geschieht, wenn jemand ein Ticket in ServiceNow ändert. Status, Priorität und zuständige Person werden immer gezeigt.',
    acknowledge: 'Ein Ticket, das in Arbeit geht, bestätigt seine Anomalien',
    archive:
      'Ein Ticket, das behoben oder geschlossen wird, archiviert seine Anomalien als „Behoben“',
    comments: 'Kommentare zum Ticket erscheinen im Verlauf',
    work_notes: 'Arbeitsnotizen des Tickets erscheinen im Verlauf',
    poll_interval: 'ServiceNow fragen alle',
    poll_intervalHelp: 'Von 10s bis 24h, etwa 30s, 5m oder 1h',
    push_secret: 'Geheimnis für Benachrichtigungen',
    push_secretSet:
      'Eins ist gesetzt. Tippen Sie ein anderes ein, um es zu ersetzen.',
    push_secretRemove: 'Entfernen',
    push_secretKeep: 'Behalten',
    push_secretRemoved:
      'Wird beim Speichern entfernt. Was ServiceNow meldet, wird dann abgelehnt; das Portal fragt weiter von selbst nach.',
    push_secretHelp:
      'Damit kann ServiceNow dem Portal sofort sagen, dass sich etwas geändert hat: mindestens 16 Zeichen, dasselbe wie in der Geschäftsregel dort.',
  },
};
