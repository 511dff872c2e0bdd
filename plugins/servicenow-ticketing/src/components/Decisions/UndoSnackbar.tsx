import { useState } from 'react';
import Button from '@material-ui/core/Button';
import IconButton from '@material-ui/core/IconButton';
import Snackbar from '@material-ui/core/Snackbar';
import CloseIcon from '@material-ui/icons/Close';
import { useMessages } from '../../hooks/useMessages';
import { useDecisions } from './DecisionsProvider';

/** Time to change one's mind, in milliseconds; it stands still while the pointer or the focus is on it. */
const LIFETIME = 10_000;

/** Says what was done and takes it back. */
export const UndoSnackbar = () => {
  const { t } = useMessages();
  const { offer, dismissOffer } = useDecisions();
  const [isUndoing, setUndoing] = useState(false);

  if (!offer) {
    return null;
  }
  const undo = async () => {
    setUndoing(true);
    try {
      await offer.undo?.();
    } finally {
      setUndoing(false);
    }
  };
  return (
    <Snackbar
      key={offer.message}
      open
      autoHideDuration={isUndoing ? null : LIFETIME}
      anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
      onClose={(_event, reason) => {
        if (reason !== 'clickaway') {
          dismissOffer();
        }
      }}
      ContentProps={{ role: 'status' }}
      message={offer.message}
      action={
        <>
          {offer.undo && (
            <Button
              color="inherit"
              size="small"
              variant="outlined"
              disabled={isUndoing}
              onClick={undo}
            >
              {isUndoing ? t('decisions.undoing') : t('decisions.undo')}
            </Button>
          )}
          <IconButton
            size="small"
            color="inherit"
            aria-label={t('decisions.close')}
            onClick={dismissOffer}
          >
            <CloseIcon fontSize="small" />
          </IconButton>
        </>
      }
    />
  );
};
