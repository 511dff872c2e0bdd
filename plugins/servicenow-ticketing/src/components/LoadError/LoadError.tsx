import { anomalyReadPermission } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import ErrorOutlineIcon from '@material-ui/icons/ErrorOutline';
import { messageOf, statusOf } from '../../hooks/errors';
import { useMessages } from '../../hooks/useMessages';
import { Forbidden, type ForbiddenProps } from '../Forbidden';
import { StateMessage } from '../StateMessage';

interface LoadErrorProps {
  error: Error;
  title?: string;
  /** What is lacking when it is refused; else that to see anomalies. */
  forbidden?: ForbiddenProps;
  onRetry: () => void;
}

const UNAUTHENTICATED = 401;
const FORBIDDEN = 403;

/** Says in plain English what could not be read, why, and what to do about it. */
export const LoadError = (props: LoadErrorProps) => {
  const { error, title, forbidden, onRetry } = props;
  const { t } = useMessages();
  const status = statusOf(error);
  if (status === FORBIDDEN) {
    return (
      <Forbidden
        title={t('board.error.forbiddenTitle')}
        permission={anomalyReadPermission}
        {...forbidden}
      />
    );
  }
  const remedies: Record<string, string> = {
    undefined: t('board.error.unreachable'),
    [UNAUTHENTICATED]: t('board.error.signIn'),
  };
  return (
    <div role="alert">
      <StateMessage
        icon={<ErrorOutlineIcon />}
        title={title ?? t('board.error.title')}
        text={
          <>
            <p>{remedies[String(status)] ?? t('board.error.other')}</p>
            <p>{messageOf(error)}</p>
          </>
        }
      >
        <Button variant="contained" color="primary" onClick={onRetry}>
          {t('board.error.retry')}
        </Button>
      </StateMessage>
    </div>
  );
};
