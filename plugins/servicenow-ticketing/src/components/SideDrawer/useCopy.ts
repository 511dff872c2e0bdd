import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { useMessages } from '../../hooks/useMessages';

/** Copies a text, and says whether that worked. */
export function useCopy() {
  const { t } = useMessages();
  const alertApi = useApi(alertApiRef);
  return async (text: string, message: string) => {
    try {
      await navigator.clipboard.writeText(text);
      alertApi.post({ message, severity: 'success', display: 'transient' });
    } catch {
      alertApi.post({
        message: t('drawer.copyFailed', { text }),
        severity: 'warning',
        display: 'transient',
      });
    }
  };
}
