import { useNavigate } from 'react-router-dom';
import { Link } from '@backstage/core-components';
import type { Integration } from 'backstage-plugin-servicenow-ticketing-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import BackIcon from '@material-ui/icons/ArrowBack';
import { useMessages } from '../../../hooks/useMessages';
import { HealthStatus, PollStatus } from '../HealthStatus';
import { IntegrationActions } from '../IntegrationActions';
import { IntegrationPart, useSettingsPaths } from '../useSettingsPaths';

const useStyles = makeStyles(theme => ({
  back: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
  },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-start',
    gap: theme.spacing(1, 2),
    margin: theme.spacing(1, 0),
  },
  about: { flex: '1 1 240px', minWidth: 0 },
  title: { overflowWrap: 'anywhere' },
}));

interface EditorHeaderProps {
  integration: Integration;
  part: IntegrationPart;
}

/** Which integration is edited, how it is, and what can be done with it besides. */
export const EditorHeader = (props: EditorHeaderProps) => {
  const { integration, part } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const navigate = useNavigate();
  const paths = useSettingsPaths();
  return (
    <>
      <Link to={paths.list} className={classes.back} variant="body2">
        <BackIcon fontSize="inherit" aria-hidden />
        {t('settings.editor.back')}
      </Link>
      <div className={classes.head}>
        <div className={classes.about}>
          <Typography variant="h5" component="h2" className={classes.title}>
            {integration.title}
          </Typography>
          <HealthStatus health={integration.health} />
          {integration.last_poll && <PollStatus poll={integration.last_poll} />}
        </div>
        <IntegrationActions
          integration={integration}
          isTestElsewhere={
            part === 'connection' && integration.origin === 'portal'
          }
          onDisconnected={() => navigate(paths.list)}
        />
      </div>
    </>
  );
};
