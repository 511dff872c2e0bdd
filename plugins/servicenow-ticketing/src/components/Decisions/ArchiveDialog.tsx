import { FormEvent, useState } from 'react';
import type {
  Anomaly,
  Resolution,
} from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import FormControl from '@material-ui/core/FormControl';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import FormLabel from '@material-ui/core/FormLabel';
import Radio from '@material-ui/core/Radio';
import RadioGroup from '@material-ui/core/RadioGroup';
import TextField from '@material-ui/core/TextField';
import Alert from '@material-ui/lab/Alert';
import { DateTime } from 'luxon';
import { useMessages } from '../../hooks/useMessages';
import { DecisionFailures } from './DecisionFailures';
import { OriginalPicker } from './OriginalPicker';
import { useConsequence } from './useConsequence';

const RESOLUTIONS: Resolution[] = [
  'Resolved',
  'Duplicate',
  'Invalid',
  'Discarded',
];
const MAX_COMMENT_LENGTH = 10_000;
const TITLE_ID = 'servicenow-ticketing-archive-title';

interface ArchiveDecision {
  resolution: Resolution;
  comment?: string;
  duplicate_of?: number;
  archived_until?: string;
}

interface ArchiveDialogProps {
  anomalies: Anomaly[];
  busy: boolean;
  onClose: () => void;
  onArchive: (decision: ArchiveDecision) => void;
}

/** The end of a day such as `2026-01-22`, in the reader's own time zone. */
const endOf = (day: string) =>
  DateTime.fromISO(day).endOf('day').toUTC().toISO() ?? undefined;

const isSilencing = (resolution: Resolution) =>
  resolution === 'Invalid' || resolution === 'Discarded';

/** Asks why anomalies are archived, and says what that will do in ServiceNow. */
export const ArchiveDialog = (props: ArchiveDialogProps) => {
  const { anomalies, busy, onClose, onArchive } = props;
  const { t } = useMessages();
  const [resolution, setResolution] = useState<Resolution>('Resolved');
  const [comment, setComment] = useState('');
  const [original, setOriginal] = useState<Anomaly>();
  const [until, setUntil] = useState('');
  const consequence = useConsequence(anomalies, resolution);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) {
      return;
    }
    onArchive({
      resolution,
      ...(comment.trim() && { comment: comment.trim() }),
      ...(resolution === 'Duplicate' &&
        original && { duplicate_of: original.id }),
      ...(isSilencing(resolution) && until && { archived_until: endOf(until) }),
    });
  };

  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="sm"
      fullWidth
      aria-labelledby={TITLE_ID}
    >
      <form onSubmit={submit}>
        <DialogTitle id={TITLE_ID}>
          {t('decisions.archiveDialog.title', { count: anomalies.length })}
        </DialogTitle>
        <DialogContent>
          <FormControl component="fieldset">
            <FormLabel component="legend">
              {t('decisions.archiveDialog.resolution')}
            </FormLabel>
            <RadioGroup
              name="resolution"
              value={resolution}
              onChange={event =>
                setResolution(event.target.value as Resolution)
              }
            >
              {RESOLUTIONS.map(value => (
                <FormControlLabel
                  key={value}
                  value={value}
                  control={<Radio color="primary" size="small" />}
                  label={t(`decisions.archiveDialog.${value}`)}
                />
              ))}
            </RadioGroup>
          </FormControl>
          {resolution === 'Duplicate' && (
            <OriginalPicker
              anomalies={anomalies}
              value={original}
              onChange={setOriginal}
            />
          )}
          {isSilencing(resolution) && (
            <TextField
              id="servicenow-ticketing-archive-until"
              type="date"
              margin="normal"
              variant="outlined"
              size="small"
              fullWidth
              label={t('decisions.archiveDialog.until')}
              helperText={t('decisions.archiveDialog.untilHint')}
              value={until}
              onChange={event => setUntil(event.target.value)}
              InputLabelProps={{ shrink: true }}
              inputProps={{ min: DateTime.now().toISODate() }}
            />
          )}
          <TextField
            margin="normal"
            variant="outlined"
            fullWidth
            multiline
            minRows={2}
            maxRows={8}
            id="servicenow-ticketing-archive-comment"
            label={t('decisions.archiveDialog.comment')}
            placeholder={t('decisions.archiveDialog.commentHint')}
            value={comment}
            onChange={event => setComment(event.target.value)}
            inputProps={{ maxLength: MAX_COMMENT_LENGTH }}
          />
          <Alert severity="info">{consequence}</Alert>
          <DecisionFailures />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>
            {t('decisions.archiveDialog.cancel')}
          </Button>
          <Button
            type="submit"
            color="primary"
            variant="contained"
            disabled={busy}
          >
            {t('decisions.archiveDialog.confirm')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
