import { CopyTextButton } from '@backstage/core-components';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../../../hooks/useMessages';

const useStyles = makeStyles({ root: { gridColumn: '1 / -1' } });

/** What the application registry of the instance must name, for copying. */
export const RedirectUrl = ({ url }: { url: string }) => {
  const classes = useStyles();
  const { t } = useMessages();
  return (
    <TextField
      id="servicenow-ticketing-connection-redirect-url"
      className={classes.root}
      variant="outlined"
      size="small"
      fullWidth
      label={t('settings.connection.redirectUrl')}
      helperText={t('settings.connection.redirectHint')}
      value={url}
      onFocus={event => event.target.select()}
      InputProps={{
        readOnly: true,
        endAdornment: (
          <CopyTextButton
            text={url}
            tooltipText={t('settings.connection.copied')}
            aria-label={t('settings.connection.copyRedirect')}
          />
        ),
      }}
    />
  );
};
