import { useState } from 'react';
import { Navigate, Link as RouterLink, useParams } from 'react-router-dom';
import type { IntegrationDetails } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import Tab from '@material-ui/core/Tab';
import Tabs from '@material-ui/core/Tabs';
import { makeStyles } from '@material-ui/core/styles';
import NotFoundIcon from '@material-ui/icons/SearchOutlined';
import Skeleton from '@material-ui/lab/Skeleton';
import { statusOf } from '../../../hooks/errors';
import { useIntegration } from '../../../hooks/useIntegrations';
import { useMessages } from '../../../hooks/useMessages';
import { LoadError } from '../../LoadError';
import { StateMessage } from '../../StateMessage';
import {
  INTEGRATION_PARTS,
  IntegrationPart,
  useSettingsPaths,
} from '../useSettingsPaths';
import { EditorHeader } from './EditorHeader';
import { PartContent } from './PartContent';

const NOT_FOUND = 404;

const useStyles = makeStyles(theme => ({
  tabs: {
    marginBottom: theme.spacing(2),
    borderBottom: `1px solid ${theme.palette.divider}`,
  },
}));

const PartTabs = (props: { id: number; part: IntegrationPart }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const paths = useSettingsPaths();
  return (
    <Tabs
      className={classes.tabs}
      value={props.part}
      indicatorColor="primary"
      variant="scrollable"
      aria-label={t('settings.editor.tabs')}
    >
      {INTEGRATION_PARTS.map(part => (
        <Tab
          key={part}
          component={RouterLink}
          to={paths.part(props.id, part)}
          id={`integration-tab-${part}`}
          aria-controls={`integration-part-${part}`}
          value={part}
          label={t(`settings.editor.${part}`)}
        />
      ))}
    </Tabs>
  );
};

/** The parts that were opened stay, so that nothing typed is lost by looking at another one. */
const Parts = (props: {
  integration: IntegrationDetails;
  part: IntegrationPart;
}) => {
  const { integration, part } = props;
  const [opened, setOpened] = useState<IntegrationPart[]>([part]);
  if (!opened.includes(part)) {
    setOpened([...opened, part]);
  }
  return (
    <>
      {INTEGRATION_PARTS.filter(each => opened.includes(each)).map(each => (
        <div
          key={each}
          role="tabpanel"
          id={`integration-part-${each}`}
          aria-labelledby={`integration-tab-${each}`}
          hidden={each !== part}
        >
          <PartContent integration={integration} part={each} />
        </div>
      ))}
    </>
  );
};

/** One integration: its connection, its mapping, its sync, its calls. Which part is shown is in the URL. */
export const IntegrationEditor = () => {
  const { integrationId, part: partInUrl } = useParams();
  const { t } = useMessages();
  const paths = useSettingsPaths();
  const id = Number(integrationId);
  const integration = useIntegration(id);
  const part = INTEGRATION_PARTS.find(each => each === partInUrl);

  if (!part) {
    return <Navigate to={paths.part(id, 'connection')} replace />;
  }
  if (!integration.data) {
    if (!integration.error) {
      return (
        <div role="status" aria-label={t('settings.editor.loading')}>
          <Skeleton height={56} />
          <Skeleton variant="rect" height={320} />
        </div>
      );
    }
    return statusOf(integration.error) === NOT_FOUND ? (
      <StateMessage
        icon={<NotFoundIcon />}
        title={t('settings.editor.notFoundTitle')}
        text={t('settings.editor.notFoundText')}
      >
        <Button component={RouterLink} to={paths.list} variant="outlined">
          {t('settings.editor.back')}
        </Button>
      </StateMessage>
    ) : (
      <LoadError
        error={integration.error}
        title={t('settings.editor.errorTitle')}
        onRetry={() => {
          integration.refetch().catch(() => {
            // Shown right here.
          });
        }}
      />
    );
  }
  return (
    <>
      <EditorHeader integration={integration.data} part={part} />
      <PartTabs id={id} part={part} />
      <Parts key={id} integration={integration.data} part={part} />
    </>
  );
};
