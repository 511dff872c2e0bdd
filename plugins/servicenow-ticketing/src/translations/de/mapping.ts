import type { mappingMessages } from '../../messages/mapping';
import type { Translated } from '../Translated';

export const mapping: Translated<typeof mappingMessages> = {
  label: 'Felder und Zuordnung',
  readOnly:
    'Diese Integration steht in app-config.yaml. Ändern Sie sie dort; „YAML herunterladen“ im Menü oben gibt Ihnen den Abschnitt als Anfang.',
  outdated:
    'Diese Seite ist älter als das Backend des Portals und kennt nicht alles an dieser Zuordnung. Laden Sie die Seite neu, um sie zu bearbeiten.',
  choicesTitle:
    'Einige Auswahllisten konnten nicht aus ServiceNow gelesen werden',
  choicesText:
    'Angeboten werden stattdessen die üblichen Werte; jeder andere kann eingetippt werden.',
  choicesFailed:
    'Die Auswahl von {{field}} konnte nicht gelesen werden: {{message}}',
  notAmongChoices: 'Steht nicht in der Auswahlliste dieses Felds in ServiceNow',
  means: '= {{label}}',
  error: {
    needed: 'wird gebraucht',
    duplicate: 'gibt es schon; eine Vorlage pro Feld',
    tooLong: 'darf höchstens {{max}} Zeichen haben',
  },
  section: {
    table: {
      title: 'Tabelle',
      text: 'Wo Tickets angelegt werden: incident, problem, change_request oder eine andere Tabelle, die task erweitert.',
    },
    state: {
      title: 'Status',
      text: 'Was aus dem Status des Tickets wird, während Personen an der Anomalie arbeiten.',
    },
    resolving: {
      title: 'Beheben',
      text: 'Was ServiceNow wissen will, wenn ein Ticket behoben wird.',
    },
    severity: {
      title: 'Schwere',
      text: 'Welches Feld sagt, wie schlimm die Anomalie ist; geschrieben beim Anlegen und immer, wenn sich die Schwere ändert. ServiceNow leitet die Priorität aus Dringlichkeit und Auswirkung ab.',
    },
    defaults: {
      title: 'Vorgaben',
      text: 'Womit ein neues Ticket beginnt; beim Anlegen kann anderes gewählt werden.',
    },
    texts: {
      title: 'Texte',
      text: 'Vorlagen für das Gesendete, mit Werten der Anomalie, ihrer Entität im Katalog und der Person, die das Ticket anlegt.',
    },
  },
  field: {
    table: { label: 'Tabelle', help: '' },
    states: {
      open: {
        label: 'Offen',
        help: 'Geschrieben beim Anlegen. Leer: was ServiceNow vergibt.',
      },
      acknowledged: {
        label: 'Bestätigt',
        help: 'Geschrieben, wenn die Anomalie bestätigt wird. Leer: wird nicht geschrieben.',
      },
      resolved: {
        label: 'Behoben',
        help: 'Geschrieben, wenn das Ticket behoben wird.',
      },
    },
    close: {
      code_field: {
        label: 'Feld des Abschlusscodes',
        help: 'Gewöhnlich close_code.',
      },
      notes_field: {
        label: 'Feld der Abschlussnotiz',
        help: 'Gewöhnlich close_notes.',
      },
      code: {
        label: 'Abschlusscode',
        help: 'Der Grund, der beim Beheben geschrieben wird.',
      },
      notes: {
        label: 'Abschlussnotiz ohne Kommentar',
        help: 'Geschrieben, wenn die Person beim Beheben nichts sagt. Leer: „Resolved from“ und der Name des Portals.',
      },
    },
    severity: {
      primary: { field: { label: 'Feld', help: 'Gewöhnlich urgency.' } },
      secondary: {
        field: { label: 'Zweites Feld', help: 'Gewöhnlich impact.' },
      },
    },
    templates: {
      short_description: {
        label: 'Kurzbeschreibung',
        help: 'Leer: Datensatz und Titel der Anomalie.',
      },
      description: {
        label: 'Beschreibung',
        help: 'Leer: die Einzelheiten der Anomalie.',
      },
    },
    category: { label: 'Kategorie', help: '' },
    subcategory: {
      label: 'Unterkategorie',
      help: 'Hängt von der Kategorie ab.',
    },
    assignment_group: {
      label: 'Zuständige Gruppe',
      help: 'Name oder sys_id einer Gruppe in ServiceNow.',
    },
    assigned_to: {
      label: 'Zugewiesen an',
      help: 'Benutzername, E-Mail, voller Name oder sys_id. Muss Mitglied der Gruppe sein.',
    },
    caller: {
      label: 'Anrufer',
      help: 'Das Dienstkonto auch dort, wo ServiceNow die Person nicht kennt.',
    },
    correlation_display: {
      label: 'Name dieses Portals in Tickets',
      help: 'Wird in correlation_display geschrieben. Leer: der Name des Portals.',
    },
  },
  caller: {
    'signed-in-user': 'Wer das Ticket anlegt',
    'service-account': 'Das Dienstkonto',
  },
  hasSecondary: 'Auch ein zweites Feld schreiben, etwa impact',
  valuesOf: 'Werte von {{field}}',
  fields: {
    title: 'Weitere Felder',
    text: 'Jedes Feld der Tabelle, etwa u_dataset, mit eigener Vorlage.',
    none: 'Noch keine.',
    name: 'Feld',
    template: 'Vorlage von {{field}}',
    newField: 'das neue Feld',
    add: 'Feld hinzufügen',
    remove: '{{field}} entfernen',
  },
  insert: 'Wert einfügen',
  insertInto: 'Wert in {{field}} einfügen',
  value: {
    anomaly: {
      id: 'Nummer der Anomalie',
      title: 'Name der fehlgeschlagenen Prüfung',
      message: 'warum sie fehlschlug',
      type: 'Art der Prüfung',
      severity: 'critical, high, medium oder low',
      status: 'Active, Acknowledged oder Archived',
      source: 'Werkzeug, das sie gemeldet hat',
      dataset: 'Datensatz, in dem sie gefunden wurde',
      dataset_platform: 'wo der Datensatz liegt',
      fields: 'Felder des Datensatzes, um die es geht',
      failed_checks: 'alles, was fehlschlug',
      tags: 'Schlagwörter der Prüfung',
      first_seen: 'wann sie zuerst gesehen wurde',
      last_seen: 'wann sie zuletzt gesehen wurde',
      occurrences: 'Zahl der Läufe, in denen sie fehlschlug',
      affected_rows: 'Zahl der Zeilen, die der letzte Lauf bemängelte',
      source_url: 'Link dorthin im meldenden Werkzeug',
      url: 'Link dorthin in diesem Portal',
    },
    entity: {
      ref: 'Entität des Datensatzes im Katalog',
      kind: 'ihre Art',
      name: 'ihr Name',
      namespace: 'ihr Namensraum',
      title: 'ihr Titel',
      owner: 'wem sie gehört',
      system: 'ihr System',
    },
    user: {
      ref: 'wer das Ticket anlegt',
      name: 'Name der Person',
      email: 'E-Mail-Adresse der Person',
    },
    product: { name: 'Name des Portals' },
  },
  save: {
    save: 'Zuordnung speichern',
    saving: 'Wird gespeichert …',
    reset: 'Zurücksetzen',
    unsaved: 'Nicht gespeicherte Änderungen',
    saved: 'Die Zuordnung von {{title}} wurde gespeichert',
    failed: 'Die Zuordnung wurde nicht gespeichert',
    unreachable:
      'Das Backend des Portals hat nicht geantwortet. Alles Eingegebene ist noch da: Versuchen Sie es noch einmal.',
    preflight:
      'Nicht alle Prüfungen waren erfolgreich. Beheben Sie, was sie nennen, oder speichern Sie es so.',
    invalid: 'Berichtigen Sie zuerst die markierten Felder.',
    anyway: 'Trotzdem speichern',
  },
  leave: {
    title: 'Verlassen, ohne zu speichern?',
    text: 'Die Zuordnung hat Änderungen, die nicht gespeichert sind.',
    stay: 'Weiter bearbeiten',
    leave: 'Verlassen',
  },
  preview: {
    title: 'Vorschau',
    text: 'Was beim Anlegen eines Tickets für diese Anomalie gesendet würde. Es wird nichts gesendet.',
    anomaly: 'Anomalie',
    search: 'Offene Anomalien nach Titel, Meldung oder Datensatz suchen',
    none: 'Keine offene Anomalie gefunden',
    noneAtAll:
      'Es gibt keine offene Anomalie zum Ausprobieren. Das geht, sobald ein Werkzeug eine meldet.',
    searchFailed: 'Die Anomalien konnten nicht gelesen werden: {{message}}',
    invalid:
      'Berichtigen Sie die markierten Felder, um zu sehen, was daraus wird.',
    failed: 'Keine Vorschau: {{message}}',
    loading: 'Vorschau wird berechnet',
    label: 'Felder und Werte, wie sie gesendet würden',
    field: 'Feld',
    value: 'Wert',
    empty: 'Es würde nichts gesendet.',
  },
};
