import { useState } from 'react';
import Button from '@material-ui/core/Button';
import ExpandLessIcon from '@material-ui/icons/ExpandLess';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import { useMessages } from '../../../../hooks/useMessages';
import type { ConnectionFormState } from '../useConnectionForm';
import { AUTH_FIELDS } from '../values/authFields';
import { authTypeOf, type TextPath } from '../values/connectionValues';
import { ConnectionField } from './ConnectionField';
import { FieldGrid } from './FieldGrid';

const CERTIFICATE_FIELDS = AUTH_FIELDS['client-certificate'];

const ADVANCED_FIELDS: TextPath[] = [
  'table',
  'excluded_fields',
  'tls.ca',
  'proxy.url',
  'proxy.username',
  'proxy.password',
  'limits.concurrency',
  'limits.requests_per_minute',
];

/** What few people need; shown on demand, or when something in it is wrong. */
export const AdvancedFields = ({ form }: { form: ConnectionFormState }) => {
  const { t } = useMessages();
  const [isOpen, setIsOpen] = useState(false);
  const isNew = form.stored === undefined;
  const isCertificateElsewhere =
    authTypeOf(form.values) === 'client-certificate';
  const paths = isCertificateElsewhere
    ? ADVANCED_FIELDS
    : [...ADVANCED_FIELDS, ...CERTIFICATE_FIELDS];
  const isShown = isOpen || paths.some(path => form.problemOf(path));
  return (
    <div>
      <Button
        size="small"
        aria-expanded={isShown}
        endIcon={isShown ? <ExpandLessIcon /> : <ExpandMoreIcon />}
        onClick={() => setIsOpen(!isShown)}
      >
        {t('settings.connection.advanced')}
      </Button>
      {isShown && (
        <FieldGrid isTitleHidden title={t('settings.connection.advanced')}>
          {/* Of a stored integration, the mapping says it. */}
          {isNew && (
            <ConnectionField
              form={form}
              path="table"
              hint={t('settings.connection.hints.table')}
            />
          )}
          <ConnectionField
            form={form}
            path="excluded_fields"
            hint={t('settings.connection.hints.excluded_fields')}
            isWide={!isNew}
          />
          <ConnectionField form={form} path="limits.concurrency" />
          <ConnectionField
            form={form}
            path="limits.requests_per_minute"
            hint={t('settings.connection.hints.requestsPerMinute')}
          />
          <ConnectionField form={form} path="proxy.url" isWide />
          <ConnectionField form={form} path="proxy.username" />
          <ConnectionField form={form} path="proxy.password" />
          <ConnectionField
            form={form}
            path="tls.ca"
            hint={t('settings.connection.hints.ca')}
            isPem
          />
          {!isCertificateElsewhere &&
            CERTIFICATE_FIELDS.map(path => (
              <ConnectionField
                key={path}
                form={form}
                path={path}
                isPem={path !== 'tls.passphrase'}
              />
            ))}
        </FieldGrid>
      )}
    </div>
  );
};
