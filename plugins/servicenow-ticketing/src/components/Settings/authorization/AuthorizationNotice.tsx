import Alert from '@material-ui/lab/Alert';
import { messageOf } from '../../../hooks/errors';
import { useMessages } from '../../../hooks/useMessages';
import { SafeLink } from '../../SafeLink';
import type { Authorization } from './useAuthorization';

interface AuthorizationNoticeProps {
  state: Authorization['state'];
}

/** Says how far the sign-in in the other window is, and what to do; nothing before it begins. */
export const AuthorizationNotice = ({ state }: AuthorizationNoticeProps) => {
  const { t } = useMessages();
  const failedBecause = (message: string) =>
    t('settings.connection.authorization.failed', { message });
  switch (state.step) {
    case 'idle':
      return null;
    case 'starting':
    case 'waiting':
      return (
        <Alert severity="info" role="status">
          {t(`settings.connection.authorization.${state.step}`)}
        </Alert>
      );
    case 'closed':
      return (
        <Alert severity="warning">
          {t('settings.connection.authorization.closed')}
        </Alert>
      );
    case 'authorized':
      return (
        <Alert severity="success" role="status">
          {t('settings.connection.authorization.authorized')}
        </Alert>
      );
    case 'blocked':
      return (
        <Alert severity="warning">
          {t('settings.connection.authorization.blocked')}{' '}
          <SafeLink url={state.url}>
            {t('settings.connection.authorization.openHere')}
          </SafeLink>
        </Alert>
      );
    case 'failed':
      return (
        <Alert severity="error">
          {failedBecause(
            state.message ?? t('settings.connection.authorization.expired'),
          )}
        </Alert>
      );
    case 'notStarted':
      return (
        <Alert severity="error">{failedBecause(messageOf(state.error))}</Alert>
      );
  }
};
