import { useCallback } from 'react';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { servicenowTicketingTranslationRef } from '../../translation';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Up to there people think in the smaller unit. */
const FEW = 2;

/** Says seconds as people do: in minutes, hours or days. */
export function useDurationText() {
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  return useCallback(
    (seconds: number) => {
      if (seconds < FEW * HOUR) {
        return t('board.summary.minutes', {
          value: String(Math.ceil(seconds / MINUTE)),
        });
      }
      return seconds < FEW * DAY
        ? t('board.summary.hours', {
            value: String(Math.round(seconds / HOUR)),
          })
        : t('board.summary.days', { value: String(Math.round(seconds / DAY)) });
    },
    [t],
  );
}
