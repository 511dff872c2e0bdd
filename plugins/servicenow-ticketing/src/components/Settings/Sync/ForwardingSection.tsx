import type { IntegrationSync } from 'backstage-plugin-servicenow-ticketing-common';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import MenuItem from '@material-ui/core/MenuItem';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useMessages } from '../../../hooks/useMessages';
import { RulesEditor } from './RulesEditor';
import { SyncSection } from './SyncSection';
import type { SyncForm } from './useSyncForm';

const MODES = [
  'always-after-forwarding',
  'always',
  'only-on-forwarding',
] as const;
const GROUPINGS = ['dataset', 'check', 'none'] as const;

const useStyles = makeStyles(theme => ({
  mode: { alignItems: 'flex-start', margin: theme.spacing(0, 0, 1, -1) },
  label: { paddingTop: theme.spacing(1) },
  limits: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 320px), 1fr))',
    alignItems: 'start',
    gap: theme.spacing(2),
    margin: theme.spacing(1, 0, 3),
    maxWidth: 800,
  },
}));

/** Which anomalies get a ticket: by whom, and for `always`, which not. */
export const ForwardingSection = ({ form }: { form: SyncForm }) => {
  const { draft, problems, isReadOnly, change } = form;
  const classes = useStyles();
  const { t } = useMessages();
  const problem = problems.max_tickets_per_hour;
  return (
    <SyncSection id="forwarding" title={t('sync.forwarding.title')}>
      <RadioGroup
        aria-labelledby="servicenow-ticketing-sync-forwarding"
        name="forwarding"
        value={draft.forwarding}
        onChange={(_event, value) =>
          change({ forwarding: value as IntegrationSync['forwarding'] })
        }
      >
        {MODES.map(mode => (
          <FormControlLabel
            key={mode}
            className={classes.mode}
            value={mode}
            disabled={isReadOnly}
            control={<Radio color="primary" />}
            label={
              <div className={classes.label}>
                <Typography variant="body1" component="div">
                  {t(`sync.forwarding.${mode}`)}
                </Typography>
                <Typography variant="body2" color="textSecondary">
                  {t(`sync.forwarding.${mode}Text`)}
                </Typography>
              </div>
            }
          />
        ))}
      </RadioGroup>
      {draft.forwarding === 'always' && (
        <>
          <div className={classes.limits}>
            <TextField
              id="servicenow-ticketing-sync-group"
              select
              size="small"
              variant="outlined"
              label={t('sync.group_by.label')}
              helperText={t('sync.group_by.help')}
              value={draft.group_by}
              onChange={event =>
                change({
                  group_by: event.target.value as IntegrationSync['group_by'],
                })
              }
              SelectProps={{
                readOnly: isReadOnly,
                MenuProps: { getContentAnchorEl: null },
              }}
            >
              {GROUPINGS.map(grouping => (
                <MenuItem key={grouping} value={grouping}>
                  {t(`sync.group_by.${grouping}`)}
                </MenuItem>
              ))}
            </TextField>
            <TextField
              id="servicenow-ticketing-sync-per-hour"
              size="small"
              variant="outlined"
              label={t('sync.perHour.label')}
              helperText={problem ?? t('sync.perHour.help')}
              error={Boolean(problem)}
              value={draft.maxTicketsPerHour}
              onChange={event =>
                change({ maxTicketsPerHour: event.target.value })
              }
              inputProps={{ inputMode: 'numeric' }}
              InputProps={{ readOnly: isReadOnly }}
            />
          </div>
          <RulesEditor form={form} />
        </>
      )}
    </SyncSection>
  );
};
