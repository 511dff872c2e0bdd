import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import MenuItem from '@material-ui/core/MenuItem';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../../../hooks/useMessages';
import type { ConnectionFormState } from '../useConnectionForm';
import { nameOf } from '../values/connectionValues';
import { ConnectionField } from './ConnectionField';
import { FieldGrid } from './FieldGrid';

const useStyles = makeStyles({ wide: { gridColumn: '1 / -1' } });

interface FieldsProps {
  form: ConnectionFormState;
}

/** Where the instance is. */
export const InstanceFields = ({ form }: FieldsProps) => {
  const { t } = useMessages();
  return (
    <FieldGrid title={t('settings.connection.sections.instance')}>
      <ConnectionField
        form={form}
        path="instance_url"
        hint={t('settings.connection.hints.instance_url')}
        required
      />
      <ConnectionField form={form} path="kind">
        {(['cloud', 'on-prem'] as const).map(kind => (
          <MenuItem key={kind} value={kind}>
            {t(`settings.kind.${kind}`)}
          </MenuItem>
        ))}
      </ConnectionField>
    </FieldGrid>
  );
};

/** What the instance is called here, and when it is meant. */
export const PortalFields = ({ form }: FieldsProps) => {
  const classes = useStyles();
  const { t } = useMessages();
  const isNew = form.stored === undefined;
  return (
    <FieldGrid title={t('settings.connection.sections.portal')}>
      <ConnectionField
        form={form}
        path="name"
        placeholder={nameOf(form.values.texts.instance_url)}
        disabled={!isNew}
        hint={
          isNew
            ? t('settings.connection.hints.name')
            : t('settings.connection.hints.nameFixed')
        }
      />
      <ConnectionField
        form={form}
        path="title"
        hint={t('settings.connection.hints.title')}
      />
      <ConnectionField form={form} path="description" isWide />
      <ConnectionField
        form={form}
        path="tags"
        hint={t('settings.connection.hints.tags')}
        isWide
      />
      <FormControlLabel
        className={classes.wide}
        control={
          <Checkbox
            size="small"
            color="primary"
            checked={form.values.isDefault}
            onChange={event =>
              form.changeFlag('isDefault', event.target.checked)
            }
          />
        }
        label={t('settings.connection.fields.default')}
      />
    </FieldGrid>
  );
};
