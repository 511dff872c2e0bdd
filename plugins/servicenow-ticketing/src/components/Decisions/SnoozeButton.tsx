import { lazy, Suspense, useState } from 'react';
import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import SnoozeIcon from '@material-ui/icons/Snooze';
import { DateTime, DurationLike } from 'luxon';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { DecisionMenu } from './DecisionMenu';
import { Decision } from './inverseOf';

const SnoozeDialog = lazy(() =>
  import('./SnoozeDialog').then(m => ({ default: m.SnoozeDialog })),
);

interface SnoozeButtonProps {
  anomalies: Anomaly[];
  disabled: boolean;
  onDecide: (
    decision: Decision,
    message: (count: number) => string,
  ) => Promise<boolean>;
}

/** Puts anomalies out of sight for a while. */
export const SnoozeButton = (props: SnoozeButtonProps) => {
  const { anomalies, disabled, onDecide } = props;
  const { t } = useMessages();
  const { dateTime } = useFormats();
  const [picking, setPicking] = useState(false);

  const snooze = (time: DateTime) => {
    const until = time.toUTC().toISO() ?? '';
    return onDecide({ snoozed_until: until }, count =>
      t('decisions.done.snoozed', { count, when: dateTime(until) }),
    );
  };
  const snoozeFor = (duration: DurationLike) => () =>
    snooze(DateTime.now().plus(duration));
  const isSnoozed = anomalies.some(
    ({ snoozed_until: until }) =>
      until && DateTime.fromISO(until) > DateTime.now(),
  );
  const wake = () =>
    onDecide({ snoozed_until: null }, count =>
      t('decisions.done.woken', { count }),
    );

  return (
    <>
      <DecisionMenu
        id="servicenow-ticketing-snooze"
        label={t('decisions.snooze.button')}
        icon={<SnoozeIcon />}
        disabled={disabled}
        items={[
          {
            label: t('decisions.snooze.hour'),
            onClick: snoozeFor({ hours: 1 }),
          },
          { label: t('decisions.snooze.day'), onClick: snoozeFor({ days: 1 }) },
          {
            label: t('decisions.snooze.week'),
            onClick: snoozeFor({ weeks: 1 }),
          },
          {
            label: t('decisions.snooze.pick'),
            onClick: () => setPicking(true),
          },
          ...(isSnoozed
            ? [{ label: t('decisions.snooze.wake'), onClick: wake }]
            : []),
        ]}
      />
      {picking && (
        <Suspense fallback={null}>
          <SnoozeDialog
            onClose={() => setPicking(false)}
            onSnooze={until => {
              setPicking(false);
              return snooze(until);
            }}
          />
        </Suspense>
      )}
    </>
  );
};
