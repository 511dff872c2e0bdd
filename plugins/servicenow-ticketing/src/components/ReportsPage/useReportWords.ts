import { useCallback } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { IngestReport } from 'backstage-plugin-servicenow-ticketing-common';
import { servicenowTicketingTranslationRef } from '../../translation';

const COUNTS = [
  'created',
  'updated',
  'reopened',
  'resolved',
  'unmatched',
] as const;

/** Says what became of a report. */
export function useReportWords() {
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
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
