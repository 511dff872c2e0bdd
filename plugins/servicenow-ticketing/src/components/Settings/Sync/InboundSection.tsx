import type { IntegrationSyncDraft } from 'backstage-plugin-servicenow-ticketing-common';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormGroup from '@material-ui/core/FormGroup';
import Switch from '@material-ui/core/Switch';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../../hooks/useMessages';
import { PushSecretField } from './PushSecretField';
import { SyncSection } from './SyncSection';
import type { SyncForm } from './useSyncForm';

const SWITCHES = ['acknowledge', 'archive', 'comments', 'work_notes'] as const;

const useStyles = makeStyles(theme => ({
  texts: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 2fr)',
    alignItems: 'start',
    gap: theme.spacing(2),
    marginTop: theme.spacing(2),
    maxWidth: 800,
    [theme.breakpoints.down('xs')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
}));

interface InboundSectionProps {
  form: SyncForm;
  /** Whether a push secret is stored; it is never shown. */
  hasSecret: boolean;
}

/** What happens here when somebody changes a ticket in ServiceNow. */
export const InboundSection = ({ form, hasSecret }: InboundSectionProps) => {
  const { draft, problems, isReadOnly, change } = form;
  const { inbound } = draft;
  const classes = useStyles();
  const { t } = useMessages();
  const set = (part: Partial<IntegrationSyncDraft['inbound']>) =>
    change({ inbound: { ...inbound, ...part } });
  const interval = problems['inbound.poll_interval'];
  return (
    <SyncSection
      id="inbound"
      title={t('sync.inbound.title')}
      text={t('sync.inbound.text')}
    >
      <FormGroup>
        {SWITCHES.map(name => (
          <FormControlLabel
            key={name}
            control={
              <Switch
                color="primary"
                checked={inbound[name]}
                disabled={isReadOnly}
                onChange={event => set({ [name]: event.target.checked })}
              />
            }
            label={t(`sync.inbound.${name}`)}
          />
        ))}
      </FormGroup>
      <div className={classes.texts}>
        <TextField
          id="servicenow-ticketing-sync-poll-interval"
          size="small"
          variant="outlined"
          label={t('sync.inbound.poll_interval')}
          helperText={t('sync.inbound.poll_intervalHelp')}
          error={Boolean(interval)}
          value={inbound.poll_interval}
          onChange={event => set({ poll_interval: event.target.value.trim() })}
          InputProps={{ readOnly: isReadOnly }}
        />
        <PushSecretField form={form} hasSecret={hasSecret} />
      </div>
    </SyncSection>
  );
};
