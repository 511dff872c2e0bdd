import { useEffect, useState } from 'react';
import type { Integration } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import { makeStyles } from '@material-ui/core/styles';
import { useTestIntegration } from '../../../hooks/useIntegrations';
import { useMessages } from '../../../hooks/useMessages';
import { PreflightPanel, WriteCheckBox } from '../Preflight';

const TITLE_ID = 'servicenow-ticketing-test-title';

const useStyles = makeStyles(theme => ({
  // The checks come a moment later: nothing should jump.
  content: { minHeight: 200 },
  actions: { flexWrap: 'wrap', gap: theme.spacing(1) },
  start: { marginRight: 'auto', paddingLeft: theme.spacing(2) },
}));

interface TestDialogProps {
  integration: Pick<Integration, 'id' | 'title'>;
  open: boolean;
  onClose: () => void;
}

const TestDialogContent = (props: Omit<TestDialogProps, 'open'>) => {
  const { integration, onClose } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const { mutate, data, error, isPending } = useTestIntegration();
  const [writeCheck, setWriteCheck] = useState(false);

  useEffect(() => {
    mutate({ id: integration.id });
  }, [mutate, integration.id]);

  return (
    <>
      <DialogContent dividers className={classes.content}>
        <PreflightPanel isTesting={isPending} report={data} error={error} />
      </DialogContent>
      <DialogActions className={classes.actions}>
        <div className={classes.start}>
          <WriteCheckBox checked={writeCheck} onChange={setWriteCheck} />
        </div>
        <Button
          disabled={isPending}
          onClick={() =>
            mutate({ id: integration.id, write_check: writeCheck })
          }
        >
          {t('settings.preflight.again')}
        </Button>
        <Button onClick={onClose} color="primary">
          {t('settings.preflight.close')}
        </Button>
      </DialogActions>
    </>
  );
};

/** Tests a stored integration at once and shows every check. */
export const TestDialog = ({ integration, open, onClose }: TestDialogProps) => {
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
        {t('settings.preflight.title', { title: integration.title })}
      </DialogTitle>
      <TestDialogContent integration={integration} onClose={onClose} />
    </Dialog>
  );
};
