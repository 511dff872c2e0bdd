import { Link as RouterLink } from 'react-router-dom';
import { Link } from '@backstage/core-components';
import type { Integration } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../../hooks/useMessages';
import { SafeLink } from '../../SafeLink';
import { HealthStatus, PollStatus } from '../HealthStatus';
import { IntegrationActions } from '../IntegrationActions';
import { useSettingsPaths } from '../useSettingsPaths';
import { IntegrationLabels } from './IntegrationLabels';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 2),
    padding: theme.spacing(2),
    marginBottom: theme.spacing(2),
  },
  about: {
    flex: '1 1 320px',
    minWidth: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1),
  },
  text: { overflowWrap: 'anywhere' },
}));

/** One instance: where it is, how it is, and what can be done with it. */
export const IntegrationCard = (props: { integration: Integration }) => {
  const { integration } = props;
  const { id, title, description, origin } = integration;
  const classes = useStyles();
  const { t } = useMessages();
  const path = useSettingsPaths().part(id, 'connection');
  const verb = origin === 'config' ? 'view' : 'edit';
  return (
    <Paper component="li" className={classes.root}>
      <div className={classes.about}>
        <div className={classes.line}>
          <Typography variant="h6" component="h3" className={classes.text}>
            <Link to={path}>{title}</Link>
          </Typography>
          <IntegrationLabels integration={integration} />
        </div>
        <div className={classes.line}>
          <SafeLink url={integration.instance_url}>
            {integration.instance_url}
          </SafeLink>
          <Typography variant="body2" color="textSecondary">
            {t(`settings.kind.${integration.kind}`)}
            {' · '}
            {t(`settings.connection.authTypes.${integration.auth_type}`)}
          </Typography>
        </div>
        <HealthStatus health={integration.health} />
        {integration.last_poll && <PollStatus poll={integration.last_poll} />}
        {description && (
          <Typography variant="body2" className={classes.text}>
            {description}
          </Typography>
        )}
      </div>
      <IntegrationActions integration={integration}>
        <Button
          size="small"
          variant="outlined"
          component={RouterLink}
          to={path}
          aria-label={t(`settings.list.${verb}Name`, { title })}
        >
          {t(`settings.list.${verb}`)}
        </Button>
      </IntegrationActions>
    </Paper>
  );
};
