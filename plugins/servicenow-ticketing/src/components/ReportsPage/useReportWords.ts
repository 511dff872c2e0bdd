import { useCallback } from 'react';
import type { IngestReport } from 'backstage-plugin-servicenow-ticketing-common';
import { useMessages } from '../../hooks/useMessages';

const COUNTS = [
  'created',
  'updated',
  'reopened',
  'resolved',
  'unmatched',
] as const;

/** Says what became of a report. */
export function useReportWords() {
  const { t } = useMessages();
  return useCallback(
    (report: IngestReport): string => {
      const parts: string[] = COUNTS.filter(name => report[name] > 0).map(
        name => t(`reports.counts.${name}`, { count: report[name] }),
      );
      if (report.errors.length > 0) {
        parts.push(t('reports.counts.errors', { count: report.errors.length }));
      }
      return parts.join(' · ') || t('reports.nothing');
    },
    [t],
  );
}
