import { useState } from 'react';
import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Autocomplete from '@material-ui/lab/Autocomplete';
import useDebounce from 'react-use/esm/useDebounce';
import { useAnomalies } from '../../hooks/useAnomalies';
import { useMessages } from '../../hooks/useMessages';

const TYPING_PAUSE = 200;
const MAX_RESULTS = 20;

interface OriginalPickerProps {
  /** The duplicates; none of them can be the original. */
  anomalies: Anomaly[];
  value: Anomaly | undefined;
  onChange: (value: Anomaly | undefined) => void;
}

/** Finds the anomaly that others repeat: first among those of the same entity. */
export const OriginalPicker = (props: OriginalPickerProps) => {
  const { anomalies, value, onChange } = props;
  const { t } = useMessages();
  const [text, setText] = useState('');
  const [query, setQuery] = useState('');
  useDebounce(() => setQuery(text.trim()), TYPING_PAUSE, [text]);
  const { data, isFetching } = useAnomalies({
    entity_ref: query ? undefined : anomalies[0].entity_refs[0],
    query: query || undefined,
    status: ['Active', 'Acknowledged'],
    sort: '-last_seen_at',
    size: MAX_RESULTS,
  });
  const options = (data?.items ?? []).filter(
    ({ id }) => !anomalies.some(anomaly => anomaly.id === id),
  );
  return (
    <Autocomplete
      id="servicenow-ticketing-original"
      size="small"
      options={options}
      filterOptions={found => found}
      getOptionLabel={option => option.title}
      getOptionSelected={(option, chosen) => option.id === chosen.id}
      value={value ?? null}
      onChange={(_event, chosen) => onChange(chosen ?? undefined)}
      onInputChange={(_event, typed, reason) =>
        setText(reason === 'input' ? typed : '')
      }
      loading={isFetching}
      loadingText={t('decisions.picker.searching')}
      noOptionsText={t('decisions.picker.none')}
      clearText={t('decisions.picker.clear')}
      openText={t('decisions.picker.open')}
      closeText={t('decisions.picker.close')}
      renderOption={option => (
        <div>
          <Typography variant="body2" dir="auto">
            {option.title}
          </Typography>
          <Typography variant="caption" color="textSecondary" dir="auto">
            {option.dataset.name} · {option.message}
          </Typography>
        </div>
      )}
      renderInput={params => (
        <TextField
          {...params}
          label={t('decisions.archiveDialog.original')}
          helperText={t('decisions.archiveDialog.originalHint')}
          variant="outlined"
          margin="normal"
          InputLabelProps={{ ...params.InputLabelProps, shrink: true }}
        />
      )}
    />
  );
};
