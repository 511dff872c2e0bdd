import { useEffect } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import type { Integration } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogContentText from '@material-ui/core/DialogContentText';
import DialogTitle from '@material-ui/core/DialogTitle';
import { ticketingApiRef } from '../../../apis';
import { useTestIntegration } from '../../../hooks/useIntegrations';
import { useMessages } from '../../../hooks/useMessages';
import { AuthorizationNotice, useAuthorization } from '../authorization';
import { PreflightPanel } from '../Preflight';

const TITLE_ID = 'servicenow-ticketing-authorize-title';

interface AuthorizeDialogProps {
  integration: Pick<Integration, 'id' | 'title'>;
  open: boolean;
  onClose: () => void;
}

const AuthorizeDialogContent = (props: Omit<AuthorizeDialogProps, 'open'>) => {
  const { integration, onClose } = props;
  const { t } = useMessages();
  const api = useApi(ticketingApiRef);
  const { state, begin, reset } = useAuthorization();
  const { mutate, data, error, isPending } = useTestIntegration();
  const isAuthorized = state.step === 'authorized';

  useEffect(() => {
    if (isAuthorized) {
      // Allowed is not yet able to: the account may lack roles.
      mutate({ id: integration.id });
    }
  }, [isAuthorized, mutate, integration.id]);

  return (
    <>
      <DialogContent dividers>
        {isAuthorized ? (
          <PreflightPanel isTesting={isPending} report={data} error={error} />
        ) : (
          <>
            <DialogContentText>
              {t('settings.connection.authorization.text')}
            </DialogContentText>
            <AuthorizationNotice state={state} />
          </>
        )}
      </DialogContent>
      <DialogActions>
        <Button
          onClick={() => {
            reset();
            onClose();
          }}
        >
          {isAuthorized
            ? t('settings.preflight.close')
            : t('settings.connection.cancel')}
        </Button>
        {!isAuthorized && (
          <Button
            variant="contained"
            color="primary"
            disabled={state.step === 'starting'}
            onClick={() =>
              begin(() => api.integrations.authorize(integration.id))
            }
          >
            {t('settings.connection.authorize')}
          </Button>
        )}
      </DialogActions>
    </>
  );
};

/** Has a person sign in to ServiceNow once more, for a stored integration; then tests it. */
export const AuthorizeDialog = (props: AuthorizeDialogProps) => {
  const { integration, open, onClose } = props;
  const { t } = useMessages();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      maxWidth="sm"
      fullWidth
      aria-labelledby={TITLE_ID}
    >
      <DialogTitle id={TITLE_ID}>
        {t('settings.connection.authorization.title', {
          title: integration.title,
        })}
      </DialogTitle>
      <AuthorizeDialogContent integration={integration} onClose={onClose} />
    </Dialog>
  );
};
