import { useState } from 'react';
import IconButton from '@material-ui/core/IconButton';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import RefreshIcon from '@material-ui/icons/Refresh';
import useInterval from 'react-use/esm/useInterval';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';

const SECOND = 1_000;

const useStyles = makeStyles({
  root: {
    display: 'flex',
    alignItems: 'center',
    marginLeft: 'auto',
    whiteSpace: 'nowrap',
  },
  // Wide enough for the longest text: the bar must not move as seconds pass.
  updated: { minWidth: 110, textAlign: 'right' },
});

interface RefreshButtonProps {
  /** When the data was read, in milliseconds since 1970; 0 when it was not yet. */
  updatedAt: number;
  refreshing: boolean;
  onRefresh: () => void;
}

/** Says how old what is on screen is, and reads it again. */
export const RefreshButton = (props: RefreshButtonProps) => {
  const { updatedAt, refreshing, onRefresh } = props;
  const classes = useStyles();
  const { t } = useMessages();
  const { relativeTime } = useFormats();
  const [now, setNow] = useState(() => Date.now());
  useInterval(() => setNow(Date.now()), SECOND);

  // Never less than a second, which reads "0 seconds ago".
  const age = Math.max(SECOND, now - updatedAt);
  const ago = relativeTime(new Date(now - age).toISOString());
  return (
    <div className={classes.root}>
      {updatedAt > 0 && (
        <Typography
          variant="caption"
          color="textSecondary"
          className={classes.updated}
          title={t('board.updated', { ago })}
        >
          {ago}
        </Typography>
      )}
      <Tooltip title={t('board.refresh')}>
        <IconButton
          size="small"
          aria-label={t('board.refresh')}
          aria-busy={refreshing}
          onClick={onRefresh}
        >
          <RefreshIcon fontSize="small" />
        </IconButton>
      </Tooltip>
    </div>
  );
};
