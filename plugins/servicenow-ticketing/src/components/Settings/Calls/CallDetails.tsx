import type { ApiCall } from 'backstage-plugin-servicenow-ticketing-common';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../../hooks/useMessages';
import { CallBody, CopyButton } from './CallBody';
import { readableBody, visibleText } from './callText';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    gap: theme.spacing(2),
    padding: theme.spacing(1, 0, 2),
    lineHeight: 1.5,
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  id: { gridColumn: '1 / -1', overflowWrap: 'anywhere' },
}));

const textOf = (body: string | null) =>
  body === null || body === '' ? undefined : readableBody(body);

/** Request and answer of one call. */
export const CallDetails = ({ call }: { call: ApiCall }) => {
  const classes = useStyles();
  const { t } = useMessages();
  return (
    <div className={classes.root}>
      <CallBody
        title={t('calls.request')}
        copyLabel={t('calls.copyRequest')}
        text={textOf(call.request_body)}
        whyNone={t('calls.noRequest')}
      />
      <CallBody
        title={t('calls.answer')}
        copyLabel={t('calls.copyAnswer')}
        text={textOf(call.response_body)}
        whyNone={t(
          call.status === null ? 'calls.noAnswer' : 'calls.emptyAnswer',
        )}
      />
      <Typography variant="caption" component="div" className={classes.id}>
        {t('calls.requestId')}: <code>{visibleText(call.request_id)}</code>
        <CopyButton text={call.request_id} label={t('calls.copyRequestId')} />
      </Typography>
    </div>
  );
};
