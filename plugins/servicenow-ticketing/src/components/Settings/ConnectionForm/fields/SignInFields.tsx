import {
  integrationAuthType,
  type IntegrationAuthType,
} from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../../../hooks/useMessages';
import type { ConnectionFormState } from '../useConnectionForm';
import { AUTH_FIELDS, isAuthFieldRequired } from '../values/authFields';
import { authTypeOf, type TextPath } from '../values/connectionValues';
import { ConnectionField } from './ConnectionField';
import { FieldGrid } from './FieldGrid';
import { RedirectUrl } from './RedirectUrl';

const useStyles = makeStyles({
  toggle: { gridColumn: '1 / -1', justifySelf: 'start' },
});

interface SignInFieldsProps {
  form: ConnectionFormState;
  redirectUrl: string;
}

const PEM_FIELDS: readonly TextPath[] = ['tls.certificate', 'tls.key'];

/** User name and password, or both in one input as people know it from curl. */
const BasicFields = ({ form }: { form: ConnectionFormState }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const { isOneField } = form.values;
  return (
    <>
      {isOneField ? (
        <ConnectionField
          form={form}
          path="auth.credentials"
          hint={t('settings.connection.hints.credentials')}
          required
          isWide
        />
      ) : (
        AUTH_FIELDS.basic.map(path => (
          <ConnectionField key={path} form={form} path={path} required />
        ))
      )}
      <Button
        size="small"
        className={classes.toggle}
        onClick={() => form.changeFlag('isOneField', !isOneField)}
      >
        {isOneField
          ? t('settings.connection.asTwoFields')
          : t('settings.connection.asOneField')}
      </Button>
    </>
  );
};

const OtherFields = (props: {
  form: ConnectionFormState;
  type: IntegrationAuthType;
}) => {
  const { form, type } = props;
  const { t } = useMessages();
  return (
    <>
      {AUTH_FIELDS[type].map(path => {
        const required = isAuthFieldRequired(path, type);
        return (
          <ConnectionField
            key={path}
            form={form}
            path={path}
            required={required}
            hint={
              !required && path === 'auth.client_secret'
                ? t('settings.connection.hints.clientSecretOptional')
                : undefined
            }
            isPem={PEM_FIELDS.includes(path)}
            isWide={AUTH_FIELDS[type].length === 1}
          />
        );
      })}
    </>
  );
};

/** How to sign in: the way, and what it needs. */
export const SignInFields = ({ form, redirectUrl }: SignInFieldsProps) => {
  const { t } = useMessages();
  const type = authTypeOf(form.values);
  return (
    <FieldGrid title={t('settings.connection.sections.signIn')}>
      <ConnectionField
        form={form}
        path="auth.type"
        hint={t(`settings.connection.authHints.${type}`)}
        isWide
      >
        {integrationAuthType.options.map(option => (
          <MenuItem key={option} value={option}>
            {t(`settings.connection.authTypes.${option}`)}
          </MenuItem>
        ))}
      </ConnectionField>
      {type === 'oauth-authorization-code' && <RedirectUrl url={redirectUrl} />}
      {type === 'basic' ? (
        <BasicFields form={form} />
      ) : (
        <OtherFields form={form} type={type} />
      )}
    </FieldGrid>
  );
};
