import { ReactNode } from 'react';
import type { IntegrationAuthType } from 'backstage-plugin-servicenow-ticketing-common';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../../../hooks/useMessages';
import type { ConnectionFormState } from '../useConnectionForm';
import { AUTH_FIELDS, SECRET_FIELDS } from '../values/authFields';
import type { TextPath } from '../values/connectionValues';

const PEM_ROWS = 3;
const PEM_MAX_ROWS = 8;

const useStyles = makeStyles({
  wide: { gridColumn: '1 / -1' },
  pem: { fontFamily: 'monospace', fontSize: '0.8rem' },
  // What is written on several lines cannot be an input for passwords.
  hidden: { '-webkit-text-security': 'disc' },
});

interface ConnectionFieldProps {
  form: ConnectionFormState;
  path: TextPath;
  hint?: string;
  placeholder?: string;
  required?: boolean;
  disabled?: boolean;
  /** Over both columns. */
  isWide?: boolean;
  /** A certificate or key, on several lines. */
  isPem?: boolean;
  /** The options of a select. */
  children?: ReactNode;
}

const inputId = (path: TextPath) =>
  `servicenow-ticketing-connection-${path.replace('.', '-')}`;

/** The id of the input that is filled first to change how to sign in, for moving the focus to it. */
export const firstCredentialId = (type: IntegrationAuthType) =>
  inputId(AUTH_FIELDS[type][0]);

/** One input of the form. Secrets show as dots, and the browser neither fills nor keeps them. */
export const ConnectionField = (props: ConnectionFieldProps) => {
  const { form, path, isPem, children } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const isSecret = SECRET_FIELDS.includes(path);
  const isKept = form.isKept(path);
  const problem = form.problemOf(path);
  const hint = isKept ? t('settings.connection.hints.keepSecret') : props.hint;
  const placeholder = isKept
    ? t('settings.connection.hints.kept')
    : props.placeholder;
  const inputClass = [
    isPem && classes.pem,
    isPem && isSecret && classes.hidden,
  ].filter(Boolean);
  return (
    <TextField
      id={inputId(path)}
      className={props.isWide || isPem ? classes.wide : undefined}
      variant="outlined"
      size="small"
      fullWidth
      label={t(`settings.connection.fields.${path}`)}
      type={isSecret && !isPem ? 'password' : 'text'}
      autoComplete={isSecret ? 'new-password' : 'off'}
      required={props.required && !isKept}
      disabled={props.disabled}
      value={form.values.texts[path]}
      placeholder={placeholder}
      error={problem !== undefined}
      helperText={problem ?? hint}
      InputLabelProps={placeholder ? { shrink: true } : undefined}
      inputProps={{ spellCheck: false, className: inputClass.join(' ') }}
      multiline={isPem}
      minRows={isPem ? PEM_ROWS : undefined}
      maxRows={isPem ? PEM_MAX_ROWS : undefined}
      select={children !== undefined}
      SelectProps={{ MenuProps: { getContentAnchorEl: null } }}
      onBlur={() => form.leave(path)}
      onChange={event => form.change(path, event.target.value)}
    >
      {children}
    </TextField>
  );
};
