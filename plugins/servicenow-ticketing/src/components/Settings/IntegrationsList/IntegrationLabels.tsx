import type { Integration } from 'backstage-plugin-servicenow-ticketing-common';
import Chip from '@material-ui/core/Chip';
import { makeStyles } from '@material-ui/core/styles';
import ConfigIcon from '@material-ui/icons/DescriptionOutlined';
import DefaultIcon from '@material-ui/icons/StarBorder';
import { useMessages } from '../../../hooks/useMessages';

const useStyles = makeStyles({ chip: { margin: 0, maxWidth: '100%' } });

/** Whether it is the default, where it is defined, and its tags. */
export const IntegrationLabels = (props: { integration: Integration }) => {
  const { is_default: isDefault, origin, tags } = props.integration;
  const classes = useStyles();
  const { t } = useMessages();
  return (
    <>
      {isDefault && (
        <Chip
          className={classes.chip}
          size="small"
          color="primary"
          variant="outlined"
          icon={<DefaultIcon aria-hidden />}
          label={t('settings.list.default')}
          title={t('settings.list.defaultHint')}
        />
      )}
      {origin === 'config' && (
        <Chip
          className={classes.chip}
          size="small"
          variant="outlined"
          icon={<ConfigIcon aria-hidden />}
          label={t('settings.list.fromConfig')}
          title={t('settings.list.fromConfigHint')}
        />
      )}
      {tags.map(tag => (
        <Chip key={tag} className={classes.chip} size="small" label={tag} />
      ))}
    </>
  );
};
