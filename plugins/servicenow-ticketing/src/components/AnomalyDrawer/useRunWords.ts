import { useCallback } from 'react';
import type { Occurrence } from 'backstage-plugin-servicenow-ticketing-common';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';

/** Says what a run saw, in words. */
export function useRunWords() {
  const { t } = useMessages();
  const { exactTime } = useFormats();
  return useCallback(
    (run: Occurrence): string => {
      const when = exactTime(run.observed_at);
      const outcome = t(`drawer.runs.outcome.${run.outcome}`);
      return run.affected_count === null
        ? t('drawer.runs.run', { when, outcome })
        : t('drawer.runs.runWithCount', {
            when,
            outcome,
            count: run.affected_count,
          });
    },
    [exactTime, t],
  );
}
