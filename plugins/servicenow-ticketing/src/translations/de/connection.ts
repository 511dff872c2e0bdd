import type { connectionMessages } from '../../messages/connection';
import type { Translated } from '../Translated';

export const connection: Translated<typeof connectionMessages> = {
  addTitle: 'ServiceNow-Integration hinzufügen',
  loading: 'Formular wird geladen',
  sections: {
    instance: 'ServiceNow-Instanz',
    signIn: 'Anmeldung',
    portal: 'In diesem Portal',
  },
  advanced: 'Erweiterte Einstellungen',
  fields: {
    name: 'Name',
    title: 'Titel',
    description: 'Beschreibung',
    tags: 'Schlagwörter',
    kind: 'Betrieb',
    instance_url: 'URL der Instanz',
    default: 'Diese Instanz nehmen, wo niemand eine andere wählt',
    table: 'Tabelle',
    excluded_fields: 'Ausgeschlossene Felder',
    'auth.type': 'Anmeldeart',
    'auth.credentials': 'Zugangsdaten',
    'auth.username': 'Benutzername',
    'auth.password': 'Passwort',
    'auth.client_id': 'Client-ID',
    'auth.client_secret': 'Client-Geheimnis',
    'auth.api_key': 'API-Schlüssel',
    'tls.ca': 'Zertifizierungsstelle (PEM)',
    'tls.certificate': 'Client-Zertifikat (PEM)',
    'tls.key': 'Privater Schlüssel (PEM)',
    'tls.passphrase': 'Passphrase des privaten Schlüssels',
    'proxy.url': 'URL des Proxys',
    'proxy.username': 'Benutzername am Proxy',
    'proxy.password': 'Passwort am Proxy',
    'limits.concurrency': 'Gleichzeitige Aufrufe',
    'limits.requests_per_minute': 'Aufrufe pro Minute',
  },
  hints: {
    name: 'Kurz und von Dauer: Er kann später nicht geändert werden.',
    nameFixed: 'Kann nicht geändert werden: Tickets beziehen sich darauf.',
    title: 'Was Personen sehen; ohne Angabe der Name.',
    tags: 'Durch Kommas getrennt.',
    instance_url: 'Zum Beispiel https://your-instance.service-now.com',
    excluded_fields:
      'Werden nie gelesen, gespeichert oder gezeigt; durch Kommas getrennt, zum Beispiel description, comments.',
    credentials: 'In der Form benutzername:passwort',
    clientSecretOptional: 'Für einen öffentlichen Client leer lassen.',
    ca: 'Gilt neben den üblichen, für Instanzen mit eigenem Zertifikat.',
    requestsPerMinute: 'Leer: unbegrenzt.',
    table:
      'Wo Tickets angelegt werden: incident oder eine andere Task-Tabelle.',
    keepSecret: 'Gesetzt. Leer lassen, um es zu behalten.',
    kept: '••••••••',
  },
  asOneField: 'Als benutzername:passwort eingeben',
  asTwoFields: 'Benutzername und Passwort getrennt eingeben',
  authTypes: {
    basic: 'Benutzername und Passwort',
    'oauth-client-credentials': 'OAuth 2.0, Client Credentials',
    'oauth-password': 'OAuth 2.0, Benutzername und Passwort',
    'oauth-authorization-code': 'OAuth 2.0, Autorisierungscode',
    'api-key': 'API-Schlüssel',
    'client-certificate': 'Client-Zertifikat',
  },
  authHints: {
    basic:
      'Ein Dienstkonto von ServiceNow mit der Rolle itil, am besten mit „Web service access only“.',
    'oauth-client-credentials':
      'Das Portal meldet sich selbst an. Der Eintrag in der Application Registry der Instanz braucht einen „OAuth Application User“.',
    'oauth-password':
      'Ein Dienstkonto hinter einem Eintrag der Application Registry.',
    'oauth-authorization-code':
      'Sie melden sich einmal bei ServiceNow an, in einem eigenen Fenster; danach arbeitet das Portal mit diesem Konto. Erst autorisieren, dann testen und speichern.',
    'api-key':
      'Ein Schlüssel aus „REST API Key“ der Instanz, mit einem Authentifizierungsprofil.',
    'client-certificate':
      'Die Instanz muss das Zertifikat kennen und das Konto, für das es steht.',
  },
  redirectUrl: 'Umleitungs-URL',
  redirectHint:
    'Tragen Sie diese URL in ServiceNow ein, unter System OAuth > Application Registry > Ihr Eintrag > Redirect URL.',
  copyRedirect: 'Umleitungs-URL kopieren',
  copied: 'Kopiert',
  problem: '{{field}} {{message}}',
  problems: {
    required: 'wird gebraucht',
    again:
      'muss neu angegeben werden: Gespeichertes geht nur dorthin, wofür es gedacht war',
    notANumber: 'muss eine ganze Zahl sein',
    notAUrl: 'muss eine URL sein, etwa http://proxy.example.com:3128',
    tooLong: 'darf höchstens {{limit}} Zeichen haben',
    tooMany: 'darf höchstens {{limit}} Einträge haben',
    tooBig: 'darf höchstens {{limit}} sein',
    tooSmall: 'muss mindestens {{limit}} sein',
  },
  test: 'Verbindung testen',
  save: 'Speichern',
  saving: 'Wird geprüft und gespeichert …',
  saveAnyway: 'Trotzdem speichern',
  authorize: 'Autorisieren',
  cancel: 'Abbrechen',
  notSaved: 'Nicht gespeichert: {{message}}',
  preflightFailed:
    'Nicht gespeichert, weil ServiceNow so noch nicht genutzt werden kann. Unten steht, was zu tun ist; oder speichern Sie es so und beheben Sie es später.',
  connected: 'ServiceNow ist verbunden',
  savedUnconnected:
    'Gespeichert, aber ServiceNow ist nicht verbunden: {{message}}',
  discardTitle: 'Eingaben verwerfen?',
  discardText: 'Die Instanz wurde nicht verbunden.',
  discardChanges: 'Die Änderungen wurden nicht gespeichert.',
  keepEditing: 'Weiter bearbeiten',
  discard: 'Verwerfen',
  readOnly:
    'Diese Instanz steht in app-config.yaml unter servicenowTicketing.integrations.{{name}} und kann nur dort geändert werden.',
  unreadable:
    'Diese Integration wurde so gespeichert, dass diese Version sie nicht versteht: {{message}} Trennen Sie sie und verbinden Sie sie neu.',
  cannotSave: 'Änderungen können jetzt nicht gespeichert werden: {{reason}}',
  secretSet: 'gesetzt',
  none: 'keine',
  unlimited: 'unbegrenzt',
  authorization: {
    title: '{{title}} neu autorisieren',
    text: 'Sie melden sich in einem eigenen Fenster bei ServiceNow an. Danach arbeitet das Portal mit diesem Konto; was ihm vorher erlaubt war, wird ersetzt.',
    starting: 'Anmeldung wird vorbereitet …',
    waiting:
      'Melden Sie sich im geöffneten Fenster bei ServiceNow an und erlauben Sie den Zugriff.',
    closed:
      'Das Fenster ist geschlossen, aber ServiceNow hat den Zugriff nicht erlaubt. Drücken Sie „Autorisieren“, um es noch einmal zu versuchen.',
    blocked: 'Ihr Browser hat das Fenster nicht öffnen lassen.',
    openHere: 'Anmeldung von ServiceNow öffnen',
    authorized:
      'ServiceNow hat den Zugriff erlaubt. Speichern Sie jetzt die Integration.',
    failed: 'ServiceNow hat den Zugriff nicht erlaubt: {{message}}',
    expired:
      'die Anmeldung hat zu lange gedauert. Drücken Sie „Autorisieren“, um es noch einmal zu versuchen',
    outdated:
      'Sie haben die Anmeldung geändert. Autorisieren Sie neu, bevor die Änderungen gespeichert werden.',
  },
};
