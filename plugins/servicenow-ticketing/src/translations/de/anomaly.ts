import type { anomalyMessages } from '../../messages/anomaly';
import type { Translated } from '../Translated';

export const anomaly: Translated<typeof anomalyMessages> = {
  severity: {
    critical: 'Kritisch',
    high: 'Hoch',
    medium: 'Mittel',
    low: 'Niedrig',
  },
  status: {
    Active: 'Aktiv',
    Acknowledged: 'Bestätigt',
    Archived: 'Archiviert',
  },
  resolution: {
    Resolved: 'Behoben',
    Duplicate: 'Duplikat',
    Invalid: 'Ungültig',
    Discarded: 'Verworfen',
  },
  untitled: 'Prüfung ohne Namen',
};
