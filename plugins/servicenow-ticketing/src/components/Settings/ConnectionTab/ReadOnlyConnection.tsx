import type {
  IntegrationDetails,
  IntegrationDraft,
} from 'backstage-plugin-servicenow-ticketing-common';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { useIntegrationOptions } from '../../../hooks/useIntegrations';
import { useMessages } from '../../../hooks/useMessages';
import { TEXT_PATHS, type TextPath } from '../ConnectionForm';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(2) },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(160px, auto) 1fr',
    gap: theme.spacing(1, 3),
    margin: theme.spacing(2, 0, 0),
    [theme.breakpoints.down('xs')]: { gridTemplateColumns: '1fr' },
  },
  value: { margin: 0, overflowWrap: 'anywhere' },
}));

const Fact = ({ name, value }: { name: string; value: string }) => {
  const classes = useStyles();
  return (
    <>
      <Typography component="dt" variant="body2" color="textSecondary">
        {name}
      </Typography>
      <Typography component="dd" variant="body2" className={classes.value}>
        {value}
      </Typography>
    </>
  );
};

interface ReadOnlyConnectionProps {
  integration: IntegrationDetails;
  definition: IntegrationDraft;
}

/** What app-config.yaml says of a connection. */
export const ReadOnlyConnection = (props: ReadOnlyConnectionProps) => {
  const { integration, definition } = props;
  const { auth, tls, proxy, limits } = definition;
  const classes = useStyles();
  const { t } = useMessages();
  const options = useIntegrationOptions().data;
  const isSet = t('settings.connection.secretSet');
  const secrets = TEXT_PATHS.filter(path =>
    integration.secrets_set.includes(path),
  );

  const facts: [path: TextPath, value: string | undefined][] = [
    ['name', integration.name],
    ['description', definition.description],
    ['instance_url', definition.instance_url],
    ['kind', t(`settings.kind.${definition.kind}`)],
    ['table', definition.table],
    ['auth.type', t(`settings.connection.authTypes.${auth.type}`)],
    ['auth.username', 'username' in auth ? auth.username : undefined],
    ['auth.client_id', 'client_id' in auth ? auth.client_id : undefined],
    ['tls.ca', tls?.ca && isSet],
    ['tls.certificate', tls?.certificate && isSet],
    ['proxy.url', proxy?.url],
    ['proxy.username', proxy?.username],
    ...secrets.map((path): [TextPath, string] => [path, isSet]),
    ['limits.concurrency', String(limits.concurrency)],
    [
      'limits.requests_per_minute',
      limits.requests_per_minute?.toString() ??
        t('settings.connection.unlimited'),
    ],
    [
      'excluded_fields',
      definition.excluded_fields.join(', ') || t('settings.connection.none'),
    ],
  ];
  return (
    <Paper className={classes.root}>
      <Alert severity="info">
        {t('settings.connection.readOnly', { name: integration.name })}
      </Alert>
      <dl className={classes.facts}>
        {facts.map(
          ([path, value]) =>
            value && (
              <Fact
                key={path}
                name={t(`settings.connection.fields.${path}`)}
                value={value}
              />
            ),
        )}
        {auth.type === 'oauth-authorization-code' && options && (
          <Fact
            name={t('settings.connection.redirectUrl')}
            value={options.oauth_redirect_url}
          />
        )}
      </dl>
    </Paper>
  );
};
