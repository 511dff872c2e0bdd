import { Fragment, ReactNode } from 'react';
import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import Typography from '@material-ui/core/Typography';
import { useOccurrences } from '../../hooks/useAnomalies';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { personName } from '../personName';
import { RelativeTime } from '../RelativeTime';
import { SafeLink, webAddress } from '../SafeLink';

/** How many of its runs failed, as far as they were counted. */
function useFailedRuns(anomaly: Anomaly): string {
  const { t } = useMessages();
  const { number } = useFormats();
  const { data } = useOccurrences(anomaly.id);
  const days = data?.days ?? [];
  const failed = days.reduce((sum, day) => sum + day.failed, 0);
  const total = days.reduce(
    (sum, day) => sum + day.failed + day.passed + day.unknown,
    0,
  );
  // Days are forgotten after some time; the count of the anomaly itself is not.
  return total > failed && failed >= anomaly.occurrence_count
    ? t('drawer.failedOf', {
        failed: number(failed),
        total: number(total),
      })
    : t('drawer.failedRuns', { count: anomaly.occurrence_count });
}

const isAhead = (time: string | null): time is string =>
  time !== null && new Date(time) > new Date();

/** In plain English: since when, how often and whether it still fails. */
export const Sentence = ({ anomaly }: { anomaly: Anomaly }) => {
  const { t } = useMessages();
  const failedRuns = useFailedRuns(anomaly);
  const since = <RelativeTime value={anomaly.first_seen_at} />;
  const conditions = {
    failing: undefined,
    passing: t('drawer.passing'),
    unknown: t('drawer.unknown'),
  };
  const isArchived = anomaly.status === 'Archived';
  const parts: ReactNode[] = [
    isArchived && anomaly.resolution
      ? t('drawer.archivedAs', {
          resolution: t(`anomaly.resolution.${anomaly.resolution}`),
        })
      : t('drawer.activeSince', {
          status: t(`anomaly.status.${anomaly.status}`),
          when: since,
        }),
    isArchived && t('drawer.firstSeen', { when: since }),
    failedRuns,
    t('drawer.lastSeen', {
      when: <RelativeTime value={anomaly.last_seen_at} />,
    }),
    conditions[anomaly.condition],
    anomaly.flapping && t('drawer.flapping'),
    anomaly.assignee &&
      t('drawer.assignedTo', { name: personName(anomaly.assignee) }),
    isAhead(anomaly.snoozed_until) &&
      t('drawer.snoozedUntil', {
        when: <RelativeTime value={anomaly.snoozed_until} />,
      }),
    isArchived &&
      isAhead(anomaly.archived_until) &&
      t('drawer.archivedUntil', {
        when: <RelativeTime value={anomaly.archived_until} />,
      }),
    webAddress(anomaly.url) && (
      <SafeLink url={anomaly.url}>
        {t('drawer.viewIn', { source: anomaly.source_title })}
      </SafeLink>
    ),
  ].filter(Boolean);
  return (
    <Typography variant="body2" color="textSecondary" component="div">
      {parts.map((part, index) => (
        <Fragment key={index}>
          {index > 0 && ' · '}
          {part}
        </Fragment>
      ))}
    </Typography>
  );
};
