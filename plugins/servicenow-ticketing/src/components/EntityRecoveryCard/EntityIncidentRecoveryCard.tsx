import { useState } from 'react';
import { InfoCard } from '@backstage/core-components';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import type { EntityRecovery } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import InfoIcon from '@material-ui/icons/InfoOutlined';
import Alert from '@material-ui/lab/Alert';
import Skeleton from '@material-ui/lab/Skeleton';
import { messageOf } from '../../hooks/errors';
import { useFormats } from '../../hooks/useFormats';
import { QueryProvider } from '../../hooks/QueryProvider';
import { useEntityRecovery } from '../../hooks/useLinkedTickets';
import { useMessages } from '../../hooks/useMessages';
import { RelativeTime } from '../RelativeTime';
import { RecoveryChart } from './RecoveryChart';
import { RecoveryTable } from './RecoveryTable';

const WEEKS = 12;

const useStyles = makeStyles(theme => ({
  numbers: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1, 4),
    margin: theme.spacing(0, 0, 1),
  },
  number: { margin: 0 },
}));

/** How fresh the numbers are, when they are not from now. */
const StaleNote = ({ recovery }: { recovery: EntityRecovery }) => {
  const { t } = useMessages();
  const { message, as_of: asOf } = recovery.freshness;
  if (!message) {
    return null;
  }
  return (
    <Alert severity="warning">
      {asOf
        ? t('ticketLists.recovery.stale', {
            ago: <RelativeTime value={asOf} />,
            reason: message,
          })
        : t('ticketLists.recovery.unavailable', { reason: message })}
    </Alert>
  );
};

const Numbers = ({ recovery }: { recovery: EntityRecovery }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const { duration } = useFormats();
  const [isTable, setTable] = useState(false);
  const numbers = [
    [t('ticketLists.recovery.median'), recovery.median_seconds],
    [t('ticketLists.recovery.mean'), recovery.mean_seconds],
  ] as const;
  const View = isTable ? RecoveryTable : RecoveryChart;
  return (
    <>
      <dl className={classes.numbers}>
        {numbers.map(([label, seconds]) => (
          <div key={label}>
            <Typography variant="caption" color="textSecondary" component="dt">
              {label}
            </Typography>
            <Typography variant="h5" component="dd" className={classes.number}>
              {seconds === null ? '–' : duration(seconds)}
            </Typography>
          </div>
        ))}
      </dl>
      <Typography variant="body2" color="textSecondary">
        {t('ticketLists.recovery.summary', {
          count: recovery.count,
          weeks: String(WEEKS),
        })}
      </Typography>
      <View weeks={recovery.weeks} />
      {!isTable && (
        <Typography variant="caption" color="textSecondary" component="p">
          {t('ticketLists.recovery.legend')}
        </Typography>
      )}
      {recovery.is_partial && (
        <Typography variant="caption" color="textSecondary">
          {t('ticketLists.recovery.partial')}
        </Typography>
      )}
      <Button size="small" onClick={() => setTable(!isTable)}>
        {isTable
          ? t('ticketLists.recovery.asChart')
          : t('ticketLists.recovery.asTable')}
      </Button>
    </>
  );
};

const CardContent = ({ entityRef }: { entityRef: string }) => {
  const { t } = useMessages();
  const { data, error } = useEntityRecovery(entityRef, WEEKS);
  if (error && !data) {
    return (
      <Alert severity="warning">
        {t('ticketLists.recovery.failed', { message: messageOf(error) })}
      </Alert>
    );
  }
  if (!data) {
    return <Skeleton variant="rect" height={180} />;
  }
  return (
    <>
      <StaleNote recovery={data} />
      {data.count > 0 && <Numbers recovery={data} />}
      {data.count === 0 && data.freshness.as_of && (
        <Typography variant="body2" color="textSecondary">
          {t('ticketLists.recovery.none', { weeks: String(WEEKS) })}
        </Typography>
      )}
    </>
  );
};

/** How long the incidents of an entity took to be resolved, by week. */
export const EntityIncidentRecoveryCard = () => {
  const { t } = useMessages();
  const { entity } = useEntity();
  const entityRef = stringifyEntityRef(entity);
  return (
    <InfoCard
      title={t('ticketLists.recovery.title')}
      action={
        <Tooltip title={t('ticketLists.recovery.definition')}>
          <IconButton
            size="small"
            aria-label={t('ticketLists.recovery.definitionLabel')}
          >
            <InfoIcon fontSize="small" />
          </IconButton>
        </Tooltip>
      }
    >
      <QueryProvider>
        <CardContent key={entityRef} entityRef={entityRef} />
      </QueryProvider>
    </InfoCard>
  );
};
