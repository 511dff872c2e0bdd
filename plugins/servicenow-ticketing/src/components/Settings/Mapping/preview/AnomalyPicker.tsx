import { useState } from 'react';
import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import Autocomplete from '@material-ui/lab/Autocomplete';
import { messageOf } from '../../../../hooks/errors';
import { useOpenAnomalies } from '../../../../hooks/useIntegrationMapping';
import { useMessages } from '../../../../hooks/useMessages';

const useStyles = makeStyles({
  option: { overflowWrap: 'anywhere', unicodeBidi: 'isolate' },
});

const MAX_QUERY_LENGTH = 200;

interface AnomalyPickerProps {
  value: Anomaly | undefined;
  onChange: (anomaly: Anomaly) => void;
}

/** Finds an open anomaly by what is typed. */
export const AnomalyPicker = ({ value, onChange }: AnomalyPickerProps) => {
  const classes = useStyles();
  const { t } = useMessages();
  const [text, setText] = useState('');
  const found = useOpenAnomalies(text);
  return (
    <Autocomplete<Anomaly>
      id="servicenow-ticketing-preview-anomaly"
      size="small"
      options={found.data?.items ?? []}
      loading={found.isFetching}
      noOptionsText={t('mapping.preview.none')}
      // The backend has searched already.
      filterOptions={options => options}
      value={value ?? null}
      getOptionLabel={anomaly => anomaly.title}
      getOptionSelected={anomaly => anomaly.id === value?.id}
      // One is always chosen; a search that is left brings it back.
      onChange={(_event, anomaly) => anomaly && onChange(anomaly)}
      onInputChange={(_event, typed, reason) =>
        // What is chosen is no search.
        setText(reason === 'input' ? typed.slice(0, MAX_QUERY_LENGTH) : '')
      }
      renderOption={anomaly => (
        <div className={classes.option}>
          <Typography variant="body2">{anomaly.title}</Typography>
          <Typography variant="caption" color="textSecondary">
            {[anomaly.dataset.name, anomaly.message]
              .filter(Boolean)
              .join(' · ')}
          </Typography>
        </div>
      )}
      renderInput={params => (
        <TextField
          {...params}
          variant="outlined"
          label={t('mapping.preview.anomaly')}
          error={Boolean(found.error)}
          helperText={
            found.error
              ? t('mapping.preview.searchFailed', {
                  message: messageOf(found.error),
                })
              : t('mapping.preview.search')
          }
        />
      )}
    />
  );
};
