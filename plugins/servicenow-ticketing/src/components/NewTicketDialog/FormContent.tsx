import { useEffect, useRef } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import type {
  Anomaly,
  FormField,
  FormSpecification,
} from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import ExpandLessIcon from '@material-ui/icons/ExpandLess';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import Skeleton from '@material-ui/lab/Skeleton';
import { messageOf, statusOf } from '../../hooks/errors';
import { useTicketingPermissions } from '../../hooks/useTicketingPermissions';
import { useMessages } from '../../hooks/useMessages';
import { SimilarTickets } from './SimilarTickets';
import { TargetFields, type TicketTarget } from './TargetFields';
import { TicketField } from './TicketField';
import { derivePriority } from '../../hooks/priority';
import type { TicketForm } from './useTicketForm';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'stretch',
    gap: theme.spacing(2),
    padding: theme.spacing(1, 0),
  },
  fields: {
    display: 'grid',
    gridTemplateColumns: '1fr 1fr',
    gap: theme.spacing(2),
    [theme.breakpoints.down('xs')]: { gridTemplateColumns: '1fr' },
  },
  more: { alignSelf: 'flex-start' },
  message: { overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' },
}));

export type { TicketTarget } from './TargetFields';

interface FormContentProps {
  anomaly: Anomaly;
  specification: UseQueryResult<FormSpecification, Error>;
  form: TicketForm;
  target: TicketTarget;
  onTarget: (target: TicketTarget) => void;
  showMore: boolean;
  onShowMore: (show: boolean) => void;
  failure: Error | null;
  onDone: () => void;
}

/** Why the last try did not make a ticket, and what to do. */
const Refusal = ({ failure }: { failure: Error }) => {
  const classes = useStyles();
  const { t } = useMessages();
  const alert = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Below the fields, which may be scrolled away from it. Test browsers cannot scroll.
    alert.current?.scrollIntoView?.({ block: 'nearest' });
  }, [failure]);
  return (
    <Alert severity="error" ref={alert}>
      <AlertTitle>{t('tickets.create.refusedTitle')}</AlertTitle>
      <span className={classes.message}>
        {statusOf(failure) === undefined
          ? t('tickets.create.unreachable')
          : messageOf(failure)}
      </span>
    </Alert>
  );
};

const FormSkeleton = () => {
  const { t } = useMessages();
  return (
    <div role="status" aria-label={t('tickets.create.loading')}>
      <Skeleton height={56} />
      <Skeleton height={56} />
      <Skeleton variant="rect" height={120} />
    </div>
  );
};

/** The fields, and everything there is to say about them. */
export const FormContent = (props: FormContentProps) => {
  const { anomaly, specification, form, showMore } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const { canLinkTicket } = useTicketingPermissions(anomaly.id);
  const specified = specification.data;

  if (!specified) {
    return specification.error ? (
      <Alert
        severity="error"
        action={
          <Button
            color="inherit"
            size="small"
            onClick={() => {
              specification.refetch().catch(() => {
                // Shown right here.
              });
            }}
          >
            {t('tickets.create.retry')}
          </Button>
        }
      >
        {t('tickets.create.loadFailed', {
          message: messageOf(specification.error),
        })}
      </Alert>
    ) : (
      <FormSkeleton />
    );
  }

  const derived = derivePriority(
    form.valueOf('impact'),
    form.valueOf('urgency'),
  );
  const priority = derived && t(`tickets.create.priorityLabel.${derived}`);
  const labelOf = (name: string) =>
    specified.fields.find(field => field.name === name)?.label ?? name;
  const renderFields = (fields: FormField[]) => (
    <div className={classes.fields}>
      {fields.map(field => (
        <TicketField
          key={field.name}
          field={field}
          integrationId={specified.integration_id}
          form={form}
          priority={priority}
          labelOf={labelOf}
        />
      ))}
    </div>
  );

  return (
    <div className={classes.root}>
      <SimilarTickets
        anomaly={anomaly}
        integrationId={specified.integration_id}
        canLink={canLinkTicket}
        onLinked={props.onDone}
      />
      <TargetFields
        target={props.target}
        onChange={props.onTarget}
        current={specified}
      />
      {specified.warnings.map(warning => (
        <Alert key={warning} severity="warning">
          {warning}
        </Alert>
      ))}
      {renderFields(form.mainFields)}
      {form.moreFields.length > 0 && (
        <Button
          size="small"
          className={classes.more}
          aria-expanded={showMore}
          endIcon={showMore ? <ExpandLessIcon /> : <ExpandMoreIcon />}
          onClick={() => props.onShowMore(!showMore)}
        >
          {showMore
            ? t('tickets.create.fewerFields')
            : t('tickets.create.moreFields')}
        </Button>
      )}
      {showMore && renderFields(form.moreFields)}
      {props.failure && <Refusal failure={props.failure} />}
    </div>
  );
};
