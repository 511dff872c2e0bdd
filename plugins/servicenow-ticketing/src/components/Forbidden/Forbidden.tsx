import LockIcon from '@material-ui/icons/LockOutlined';
import { useMessages } from '../../hooks/useMessages';
import { StateMessage } from '../StateMessage';

export interface ForbiddenProps {
  title: string;
  /** What the user lacks. */
  permission: { name: string };
}

/** Says which permission to ask for. */
export const Forbidden = ({ title, permission }: ForbiddenProps) => {
  const { t } = useMessages();
  return (
    <StateMessage
      icon={<LockIcon />}
      title={title}
      text={t('board.error.forbiddenText', { permission: permission.name })}
    />
  );
};
