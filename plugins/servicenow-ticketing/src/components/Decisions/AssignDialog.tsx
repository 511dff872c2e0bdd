import { FormEvent, useState } from 'react';
import Button from '@material-ui/core/Button';
import Dialog from '@material-ui/core/Dialog';
import DialogActions from '@material-ui/core/DialogActions';
import DialogContent from '@material-ui/core/DialogContent';
import DialogTitle from '@material-ui/core/DialogTitle';
import type { CatalogOption } from '../../hooks/useCatalogSearch';
import { useMessages } from '../../hooks/useMessages';
import { EntityPicker } from '../EntityPicker';

const TITLE_ID = 'servicenow-ticketing-assign-title';
const KINDS = ['User'];

interface AssignDialogProps {
  onClose: () => void;
  onAssign: (entityRef: string, name: string) => void;
}

/** Asks who is to look after anomalies. */
export const AssignDialog = ({ onClose, onAssign }: AssignDialogProps) => {
  const { t } = useMessages();
  const [person, setPerson] = useState<CatalogOption>();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (person) {
      onAssign(person.entityRef, person.title);
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      maxWidth="xs"
      fullWidth
      aria-labelledby={TITLE_ID}
    >
      <form onSubmit={submit}>
        <DialogTitle id={TITLE_ID}>{t('decisions.assign.title')}</DialogTitle>
        <DialogContent>
          <EntityPicker
            id="servicenow-ticketing-assignee"
            label={t('decisions.assign.person')}
            kinds={KINDS}
            value={person}
            onChange={setPerson}
            // eslint-disable-next-line jsx-a11y/no-autofocus -- the dialog asks for this alone
            autoFocus
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('decisions.assign.cancel')}</Button>
          <Button
            type="submit"
            color="primary"
            variant="contained"
            disabled={!person}
          >
            {t('decisions.assign.confirm')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
};
