import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../../hooks/useMessages';
import { WriteCheckBox } from '../Preflight';
import type { Connection } from './useConnection';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
    width: '100%',
  },
  end: {
    display: 'flex',
    gap: theme.spacing(1),
    marginLeft: 'auto',
  },
}));

interface ConnectionActionsProps {
  connection: Connection;
  onCancel?: () => void;
  /** Whether the portal cannot store anything. */
  isOff?: boolean;
}

/** Test, and authorize or save: whichever comes next. */
export const ConnectionActions = (props: ConnectionActionsProps) => {
  const { connection, onCancel, isOff } = props;
  const { testing, saving, isBusy } = connection;
  const classes = useStyles();
  const { t } = useMessages();
  const mainLabel = () => {
    if (saving.isPending) {
      return t('settings.connection.saving');
    }
    return connection.needsAuthorization
      ? t('settings.connection.authorize')
      : t('settings.connection.save');
  };
  return (
    <div className={classes.root}>
      <Button
        variant="outlined"
        onClick={connection.test}
        disabled={testing.isPending || isBusy || connection.needsAuthorization}
      >
        {t('settings.connection.test')}
      </Button>
      <WriteCheckBox
        checked={connection.writeCheck}
        onChange={connection.setWriteCheck}
      />
      <div className={classes.end}>
        {onCancel && (
          <Button onClick={onCancel}>{t('settings.connection.cancel')}</Button>
        )}
        {connection.refusedReport && !connection.isOutdated && (
          <Button onClick={connection.saveAnyway} disabled={isBusy || isOff}>
            {t('settings.connection.saveAnyway')}
          </Button>
        )}
        <Button
          type="submit"
          variant="contained"
          color="primary"
          disabled={isBusy || isOff}
        >
          {mainLabel()}
        </Button>
      </div>
    </div>
  );
};
