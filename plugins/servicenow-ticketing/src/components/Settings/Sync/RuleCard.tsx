import type { ForwardingRule } from 'backstage-plugin-servicenow-ticketing-common';
import IconButton from '@material-ui/core/IconButton';
import MenuItem from '@material-ui/core/MenuItem';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import DownIcon from '@material-ui/icons/ArrowDownward';
import UpIcon from '@material-ui/icons/ArrowUpward';
import RemoveIcon from '@material-ui/icons/DeleteOutline';
import { useMessages } from '../../../hooks/useMessages';
import { LIST_CONDITIONS, type RuleDraft } from './syncDraft';
import type { SyncForm } from './useSyncForm';

const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

const useStyles = makeStyles(theme => ({
  root: {
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    padding: theme.spacing(2),
    marginBottom: theme.spacing(2),
  },
  head: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1.5) },
  name: { flex: '1 1 220px' },
  action: { minWidth: 170 },
  when: { margin: theme.spacing(2, 0, 1) },
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 200px), 1fr))',
    alignItems: 'start',
    gap: theme.spacing(2),
    marginTop: theme.spacing(1.5),
  },
}));

interface RuleCardProps {
  form: SyncForm;
  rule: RuleDraft;
  index: number;
}

/** One rule: what it is called, what it does, and what must be true for it. */
export const RuleCard = ({ form, rule, index }: RuleCardProps) => {
  const { problems, isReadOnly } = form;
  const classes = useStyles();
  const { t } = useMessages();
  const number = String(index + 1);
  const change = (part: Partial<RuleDraft>) =>
    form.changeRule({ ...rule, ...part });
  const idOf = (field: string) => `servicenow-ticketing-${rule.key}-${field}`;
  const text = (field: string, path: string, help = '') => {
    const problem = problems[`rules.${index}.${path}`];
    return {
      id: idOf(field),
      size: 'small' as const,
      variant: 'outlined' as const,
      error: Boolean(problem),
      helperText: problem ?? help,
      InputProps: { readOnly: isReadOnly },
    };
  };
  return (
    <li className={classes.root} aria-label={t('sync.rules.rule', { number })}>
      <div className={classes.head}>
        <TextField
          {...text('name', 'name', t('sync.rules.nameHelp'))}
          className={classes.name}
          label={t('sync.rules.name')}
          required={!isReadOnly}
          value={rule.name}
          onChange={event => change({ name: event.target.value })}
        />
        <TextField
          id={idOf('action')}
          className={classes.action}
          select
          size="small"
          variant="outlined"
          label={t('sync.rules.action')}
          value={rule.action}
          onChange={event =>
            change({ action: event.target.value as ForwardingRule['action'] })
          }
          SelectProps={{
            readOnly: isReadOnly,
            MenuProps: { getContentAnchorEl: null },
          }}
        >
          <MenuItem value="forward">{t('sync.rules.forward')}</MenuItem>
          <MenuItem value="ignore">{t('sync.rules.ignore')}</MenuItem>
        </TextField>
        {!isReadOnly && (
          <div>
            <IconButton
              aria-label={t('sync.rules.up', { number })}
              disabled={index === 0}
              onClick={() => form.moveRule(rule.key, -1)}
            >
              <UpIcon />
            </IconButton>
            <IconButton
              aria-label={t('sync.rules.down', { number })}
              disabled={index === form.draft.rules.length - 1}
              onClick={() => form.moveRule(rule.key, 1)}
            >
              <DownIcon />
            </IconButton>
            <IconButton
              aria-label={t('sync.rules.remove', { number })}
              onClick={() => form.removeRule(rule.key)}
            >
              <RemoveIcon />
            </IconButton>
          </div>
        )}
      </div>
      <Typography
        variant="body2"
        color="textSecondary"
        className={classes.when}
      >
        {t('sync.rules.when')}
      </Typography>
      <div className={classes.fields}>
        <TextField
          id={idOf('severities')}
          select
          size="small"
          variant="outlined"
          label={t('sync.rules.severities')}
          value={rule.severities}
          onChange={event =>
            change({
              severities: event.target.value as unknown as string[],
            } as Partial<RuleDraft>)
          }
          InputLabelProps={{ shrink: true }}
          SelectProps={{
            multiple: true,
            readOnly: isReadOnly,
            displayEmpty: true,
            renderValue: value =>
              (value as RuleDraft['severities'])
                .map(severity => t(`sync.rules.severity.${severity}`))
                .join(', ') || t('sync.rules.anySeverity'),
            MenuProps: { getContentAnchorEl: null },
          }}
        >
          {SEVERITIES.map(severity => (
            <MenuItem key={severity} value={severity}>
              {t(`sync.rules.severity.${severity}`)}
            </MenuItem>
          ))}
        </TextField>
        {LIST_CONDITIONS.map(list => (
          <TextField
            key={list}
            {...text(
              list,
              `when.${list}`,
              t(
                list === 'datasets' || list === 'checks'
                  ? 'sync.rules.patternHelp'
                  : 'sync.rules.listHelp',
              ),
            )}
            label={t(`sync.rules.${list}`)}
            value={rule.lists[list]}
            onChange={event =>
              change({ lists: { ...rule.lists, [list]: event.target.value } })
            }
          />
        ))}
        <TextField
          {...text('min-occurrences', 'when.min_occurrences')}
          label={t('sync.rules.min_occurrences')}
          value={rule.minOccurrences}
          onChange={event => change({ minOccurrences: event.target.value })}
          inputProps={{ inputMode: 'numeric' }}
        />
        {rule.action === 'forward' && (
          <TextField
            {...text(
              'assignment-group',
              'assignment_group',
              t('sync.rules.assignment_groupHelp'),
            )}
            label={t('sync.rules.assignment_group')}
            value={rule.assignmentGroup}
            onChange={event => change({ assignmentGroup: event.target.value })}
          />
        )}
      </div>
    </li>
  );
};
