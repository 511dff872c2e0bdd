import { Fragment, ReactNode } from 'react';
import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { DuplicateLink } from './DuplicateLink';
import { Sentence } from './Sentence';

const useStyles = makeStyles(theme => ({
  facts: {
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.5, 2),
    margin: theme.spacing(2, 0, 0),
  },
  fact: { margin: 0, overflowWrap: 'anywhere' },
  heading: { marginTop: theme.spacing(2) },
  message: { overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
  checks: {
    margin: theme.spacing(1, 0, 0),
    paddingLeft: theme.spacing(2.5),
    overflowWrap: 'anywhere',
  },
}));

const Facts = ({ anomaly }: { anomaly: Anomaly }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const { number } = useFormats();
  const facts: [string, ReactNode][] = [
    [t('drawer.dataset'), anomaly.dataset.fqn ?? anomaly.dataset.name],
    [t('drawer.fields'), anomaly.fields.join(', ')],
    [t('drawer.type'), anomaly.type],
    [t('drawer.source'), anomaly.source_title],
    [
      t('drawer.affected'),
      anomaly.affected_count === null ? null : number(anomaly.affected_count),
    ],
    [
      t('drawer.entities'),
      anomaly.entity_refs.length > 0 && (
        <EntityRefLinks entityRefs={anomaly.entity_refs} />
      ),
    ],
    [t('drawer.tags'), anomaly.tags.join(', ')],
    [
      t('drawer.duplicateOf'),
      anomaly.duplicate_of && <DuplicateLink id={anomaly.duplicate_of} />,
    ],
  ];
  return (
    <dl className={classes.facts}>
      {facts
        .filter(([, value]) => Boolean(value))
        .map(([label, value]) => (
          <Fragment key={label}>
            <Typography variant="body2" color="textSecondary" component="dt">
              {label}
            </Typography>
            <Typography variant="body2" component="dd" className={classes.fact}>
              {value}
            </Typography>
          </Fragment>
        ))}
    </dl>
  );
};

/** What is known about an anomaly. All of it comes from tools and is shown as text. */
export const AnomalyDetails = ({ anomaly }: { anomaly: Anomaly }) => {
  const classes = useStyles();
  const { t } = useMessages();
  return (
    <div>
      <Sentence anomaly={anomaly} />
      <Typography variant="h6" component="h3" className={classes.heading}>
        {t('drawer.failedChecks')}
      </Typography>
      {anomaly.failed_checks.length === 0 ? (
        <Typography variant="body2" className={classes.message} dir="auto">
          {anomaly.message}
        </Typography>
      ) : (
        <ul className={classes.checks}>
          {anomaly.failed_checks.map((check, index) => (
            <li key={index}>
              <Typography variant="body2" component="span" dir="auto">
                <strong>{check.name}</strong>
                {check.message && `: ${check.message}`}
              </Typography>
            </li>
          ))}
        </ul>
      )}
      <Facts anomaly={anomaly} />
    </div>
  );
};
