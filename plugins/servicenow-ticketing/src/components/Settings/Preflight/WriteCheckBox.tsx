import Checkbox from '@material-ui/core/Checkbox';
import FormControlLabel from '@material-ui/core/FormControlLabel';
import Typography from '@material-ui/core/Typography';
import { useMessages } from '../../../hooks/useMessages';

interface WriteCheckBoxProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
}

/** Whether a test may write, too; off until somebody wants it. */
export const WriteCheckBox = ({ checked, onChange }: WriteCheckBoxProps) => {
  const { t } = useMessages();
  return (
    <FormControlLabel
      control={
        <Checkbox
          size="small"
          color="primary"
          checked={checked}
          onChange={event => onChange(event.target.checked)}
        />
      }
      label={
        <Typography variant="body2">
          {t('settings.preflight.writeCheck')}
        </Typography>
      }
    />
  );
};
