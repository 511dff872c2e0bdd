import type {
  IntegrationSync,
  OutboundUpdate,
} from 'backstage-plugin-servicenow-ticketing-common';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Alert from '@material-ui/lab/Alert';
import { useMessages } from '../../../hooks/useMessages';
import { SyncSection } from './SyncSection';
import type { SyncForm } from './useSyncForm';

const UPDATES = ['nothing', 'note', 'note-and-state'] as const;

/** In the order in which things happen. */
const EVENTS = [
  'acknowledge',
  'comment',
  'severity',
  'resolve',
  'archive',
  'reopen',
  'replace_closed',
  'unlink',
] as const;
type Event = (typeof EVENTS)[number];

/** Those where it is yes or no. */
const SWITCHES = ['comment', 'severity', 'replace_closed', 'unlink'] as const;
type Switch = (typeof SWITCHES)[number];

const isSwitch = (event: Event): event is Switch =>
  (SWITCHES as readonly string[]).includes(event);

const useStyles = makeStyles(theme => ({
  event: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 2fr) minmax(0, 3fr)',
    alignItems: 'center',
    gap: theme.spacing(0.5, 2),
    padding: theme.spacing(0.75, 0),
    maxWidth: 1_000,
    [theme.breakpoints.down('xs')]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  // A sentence that does not fit must not be cut.
  select: { whiteSpace: 'normal' },
}));

interface Option {
  value: string;
  label: string;
}

const EventRow = (props: {
  event: Event;
  options: Option[];
  value: string;
  isReadOnly: boolean;
  onChange: (value: string) => void;
}) => {
  const { event, options, value, isReadOnly, onChange } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const id = `servicenow-ticketing-sync-${event}`;
  return (
    <div className={classes.event}>
      <Typography variant="body2" component="label" id={`${id}-label`}>
        {t(`sync.outbound.${event}`)}
      </Typography>
      <TextField
        id={id}
        select
        fullWidth
        size="small"
        variant="outlined"
        value={value}
        onChange={changed => onChange(changed.target.value)}
        SelectProps={{
          readOnly: isReadOnly,
          labelId: `${id}-label`,
          classes: { select: classes.select },
          MenuProps: { getContentAnchorEl: null },
        }}
      >
        {options.map(option => (
          <MenuItem
            key={option.value}
            value={option.value}
            className={classes.select}
          >
            {option.label}
          </MenuItem>
        ))}
      </TextField>
    </div>
  );
};

/** What is sent to ServiceNow when something happens, each in a sentence. */
export const OutboundSection = ({ form }: { form: SyncForm }) => {
  const { draft, isReadOnly, change } = form;
  const { t } = useMessages();
  const isSnapshot = draft.forwarding === 'only-on-forwarding';
  const set = (part: Partial<IntegrationSync['outbound']>) =>
    change({ outbound: { ...draft.outbound, ...part } });
  const rows = EVENTS.map(event => {
    if (isSwitch(event)) {
      return {
        event,
        value: draft.outbound[event] ? 'yes' : 'no',
        options: (['no', 'yes'] as const).map(value => ({
          value,
          label: t(`sync.outbound.${value}.${event}`),
        })),
        onChange: (value: string) => set({ [event]: value === 'yes' }),
      };
    }
    return {
      event,
      value: draft.outbound[event] ?? 'note',
      options: UPDATES.map(value => ({
        value,
        label:
          value === 'note-and-state'
            ? t(`sync.outbound.note-and-state.${event}`)
            : t(`sync.outbound.${value}`),
      })),
      onChange: (value: string) => set({ [event]: value as OutboundUpdate }),
    };
  });
  return (
    <SyncSection
      id="outbound"
      title={t('sync.outbound.title')}
      text={t('sync.outbound.text')}
    >
      {isSnapshot ? (
        <Alert severity="info">{t('sync.outbound.snapshot')}</Alert>
      ) : (
        rows.map(row => (
          <EventRow key={row.event} {...row} isReadOnly={isReadOnly} />
        ))
      )}
    </SyncSection>
  );
};
