import { useEffect, useRef } from 'react';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { messageOf, statusOf } from '../../../hooks/errors';
import { useMessages } from '../../../hooks/useMessages';
import { AuthorizationNotice } from '../authorization';
import { PreflightPanel, PreflightResult } from '../Preflight';
import { AdvancedFields } from './fields/AdvancedFields';
import { InstanceFields, PortalFields } from './fields/InstanceFields';
import { SignInFields } from './fields/SignInFields';
import type { Connection } from './useConnection';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    gap: theme.spacing(3),
    padding: theme.spacing(1, 0),
  },
  outcome: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    '&:empty': { display: 'none' },
  },
  message: { overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
}));

/** Why the last save was refused, and what to do. */
const Refusal = ({ connection }: { connection: Connection }) => {
  const { saving, refusedReport, isOutdated } = connection;
  const classes = useStyles();
  const { t } = useMessages();
  if (!saving.error) {
    return null;
  }
  if (refusedReport) {
    return (
      <>
        <Alert severity="error">
          {t('settings.connection.preflightFailed')}
        </Alert>
        <PreflightResult report={refusedReport} isOutdated={isOutdated} />
      </>
    );
  }
  return (
    <Alert severity="error">
      <span className={classes.message}>
        {statusOf(saving.error) === undefined
          ? t('board.error.unreachable')
          : t('settings.connection.notSaved', {
              message: messageOf(saving.error),
            })}
      </span>
    </Alert>
  );
};

interface ConnectionFieldsProps {
  connection: Connection;
  redirectUrl: string;
}

/** Every input of a connection, and below them what came of the last test, sign-in or save. */
export const ConnectionFields = (props: ConnectionFieldsProps) => {
  const { connection, redirectUrl } = props;
  const { form, testing, saving, invalidTries, authorizationState } =
    connection;
  const classes = useStyles();
  const { t } = useMessages();
  const root = useRef<HTMLDivElement>(null);
  const outcome = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (invalidTries > 0) {
      root.current
        ?.querySelector<HTMLElement>('[aria-invalid="true"]')
        ?.focus();
    }
  }, [invalidTries]);

  useEffect(() => {
    if (outcome.current?.hasChildNodes()) {
      // Below the inputs, which may be scrolled away from it. Test browsers cannot scroll.
      outcome.current.scrollIntoView?.({ block: 'nearest' });
    }
  }, [testing.status, saving.status, authorizationState.step]);

  return (
    <div className={classes.root} ref={root}>
      <InstanceFields form={form} />
      <SignInFields form={form} redirectUrl={redirectUrl} />
      <PortalFields form={form} />
      <AdvancedFields form={form} />
      <div ref={outcome} className={classes.outcome}>
        {connection.isAuthorizationOutdated ? (
          <Alert severity="warning">
            {t('settings.connection.authorization.outdated')}
          </Alert>
        ) : (
          <AuthorizationNotice state={authorizationState} />
        )}
        <PreflightPanel
          isTesting={testing.isPending}
          report={testing.data}
          error={testing.error}
          isOutdated={connection.isOutdated}
        />
        <Refusal connection={connection} />
      </div>
    </div>
  );
};
