import { ReactNode, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import type { Integration } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { downloadText } from '../../../hooks/downloadText';
import { messageOf } from '../../../hooks/errors';
import {
  useDisconnectIntegration,
  useIntegrationYaml,
} from '../../../hooks/useIntegrations';
import { useMessages } from '../../../hooks/useMessages';
import { ConfirmDialog } from '../../ConfirmDialog';
import { CREDENTIALS_HASH, useSettingsPaths } from '../useSettingsPaths';
import { AuthorizeDialog } from './AuthorizeDialog';
import { MoreAction, MoreMenu } from './MoreMenu';
import { TestDialog } from './TestDialog';

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', alignItems: 'center', gap: theme.spacing(1) },
}));

interface IntegrationActionsProps {
  integration: Integration;
  /** More buttons, beside Test. */
  children?: ReactNode;
  onDisconnected?: () => void;
  /** Whether something else on screen tests it. */
  isTestElsewhere?: boolean;
}

/** Test, and the menu with everything else that can be done with an integration; with their dialogs. */
export const IntegrationActions = (props: IntegrationActionsProps) => {
  const { integration, children, onDisconnected } = props;
  const { id, name, title } = integration;
  const classes = useStyles();
  const { t } = useMessages();
  const alertApi = useApi(alertApiRef);
  const navigate = useNavigate();
  const paths = useSettingsPaths();
  const yaml = useIntegrationYaml();
  const disconnect = useDisconnectIntegration();
  const [dialog, setDialog] = useState<
    'test' | 'authorizeAgain' | 'disconnect'
  >();
  const close = () => setDialog(undefined);

  const say = (message: string, severity: 'error' | 'success') =>
    alertApi.post({ message, severity, display: 'transient' });

  const download = () =>
    yaml.mutate(id, {
      onSuccess: text =>
        downloadText(`servicenow-${name}.yaml`, text, 'text/yaml'),
      onError: error =>
        say(
          t('settings.list.downloadFailed', { message: messageOf(error) }),
          'error',
        ),
    });

  const disconnectNow = () => {
    close();
    disconnect
      .mutateAsync(id)
      .then(() => {
        say(t('settings.disconnect.done', { title }), 'success');
        onDisconnected?.();
      })
      .catch(error =>
        say(
          t('settings.disconnect.failed', { title, message: messageOf(error) }),
          'error',
        ),
      );
  };

  const choose = (action: MoreAction) => {
    switch (action) {
      case 'changeCredentials':
        navigate(`${paths.part(id, 'connection')}${CREDENTIALS_HASH}`);
        break;
      case 'downloadYaml':
        download();
        break;
      case 'authorizeAgain':
      case 'disconnect':
        setDialog(action);
        break;
    }
  };

  return (
    <div className={classes.root}>
      {!props.isTestElsewhere && (
        <Button
          size="small"
          variant="outlined"
          aria-label={t('settings.list.testName', { title })}
          onClick={() => setDialog('test')}
        >
          {t('settings.list.test')}
        </Button>
      )}
      {children}
      <MoreMenu integration={integration} onChoose={choose} />
      <TestDialog
        integration={integration}
        open={dialog === 'test'}
        onClose={close}
      />
      <AuthorizeDialog
        integration={integration}
        open={dialog === 'authorizeAgain'}
        onClose={close}
      />
      <ConfirmDialog
        open={dialog === 'disconnect'}
        title={t('settings.disconnect.title', { title })}
        text={t('settings.disconnect.text')}
        cancelLabel={t('settings.disconnect.cancel')}
        confirmLabel={t('settings.disconnect.confirm')}
        onCancel={close}
        onConfirm={disconnectNow}
      />
    </div>
  );
};
