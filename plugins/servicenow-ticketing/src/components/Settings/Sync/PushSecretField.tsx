import Button from '@material-ui/core/Button';
import InputAdornment from '@material-ui/core/InputAdornment';
import TextField from '@material-ui/core/TextField';
import { useMessages } from '../../../hooks/useMessages';
import type { SyncForm } from './useSyncForm';

interface PushSecretFieldProps {
  form: SyncForm;
  /** Whether one is stored; it is never shown. */
  hasSecret: boolean;
}

/** The secret that signs what ServiceNow pushes: to be set, replaced, or taken away. */
export const PushSecretField = ({ form, hasSecret }: PushSecretFieldProps) => {
  const { draft, problems, isReadOnly, change } = form;
  const { t } = useMessages();
  const { push_secret: secret } = draft.inbound;
  const set = (value: string | null | undefined) =>
    change({ inbound: { ...draft.inbound, push_secret: value } });
  const isRemoved = hasSecret && secret === null;
  const problem = problems['inbound.push_secret'];
  const help = () => {
    if (isRemoved) {
      return t('sync.inbound.push_secretRemoved');
    }
    return hasSecret && !problem
      ? t('sync.inbound.push_secretSet')
      : t('sync.inbound.push_secretHelp');
  };
  return (
    <TextField
      id="servicenow-ticketing-sync-push-secret"
      size="small"
      variant="outlined"
      type="password"
      autoComplete="new-password"
      label={t('sync.inbound.push_secret')}
      helperText={help()}
      error={Boolean(problem)}
      value={secret ?? ''}
      onChange={event => set(event.target.value || undefined)}
      InputProps={{
        readOnly: isReadOnly,
        endAdornment: hasSecret && !isReadOnly && (
          <InputAdornment position="end">
            <Button
              size="small"
              onClick={() => set(isRemoved ? undefined : null)}
            >
              {isRemoved
                ? t('sync.inbound.push_secretKeep')
                : t('sync.inbound.push_secretRemove')}
            </Button>
          </InputAdornment>
        ),
      }}
    />
  );
};
