import { CodeSnippet } from '@backstage/core-components';
import { DATASET_ANNOTATION } from 'backstage-plugin-servicenow-ticketing-common';
import type { AnomalySummary } from 'backstage-plugin-servicenow-ticketing-common';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import CheckIcon from '@material-ui/icons/CheckCircleOutline';
import InboxIcon from '@material-ui/icons/MoveToInbox';
import SearchIcon from '@material-ui/icons/Search';
import SnoozeIcon from '@material-ui/icons/Snooze';
import { AnomalyFilters, isNarrowed } from '../../hooks/useAnomalyFilters';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { StateMessage } from '../StateMessage';

const useStyles = makeStyles({ code: { textAlign: 'left' } });

const SEND_EXAMPLE = `cd target && jq -n \\
  --slurpfile r run_results.json --slurpfile m manifest.json \\
  '{run_results: $r[0], manifest: $m[0]}' |
curl "$BACKSTAGE_URL/api/servicenow-ticketing/ingest/$SOURCE_ID" \\
  -H "Authorization: Bearer $TICKETING_INGEST_TOKEN" \\
  -H 'Content-Type: application/json' --data-binary @-`;

const ANNOTATION_EXAMPLE = `metadata:
  annotations:
    ${DATASET_ANNOTATION}: shop.public.orders`;

interface EmptyBoardProps {
  summary: AnomalySummary;
  filters: AnomalyFilters;
  isEntity: boolean;
  onClear: () => void;
  onChange: (changes: Partial<AnomalyFilters>) => void;
}

/** Nobody has ever sent anything: says how to. */
const NeverReported = ({ isEntity }: { isEntity: boolean }) => {
  const classes = useStyles();
  const { t } = useMessages();
  return (
    <StateMessage
      icon={<InboxIcon />}
      title={t('board.empty.neverTitle')}
      text={isEntity ? t('board.empty.neverEntity') : t('board.empty.neverAll')}
    >
      <div className={classes.code}>
        <CodeSnippet text={SEND_EXAMPLE} language="bash" showCopyCodeButton />
        {isEntity && (
          <CodeSnippet
            text={ANNOTATION_EXAMPLE}
            language="yaml"
            showCopyCodeButton
          />
        )}
      </div>
    </StateMessage>
  );
};

/** Why the list is empty, and what to do about it. */
export const EmptyBoard = (props: EmptyBoardProps) => {
  const { summary, filters, isEntity } = props;
  const { t } = useMessages();
  const { relativeTime } = useFormats();
  const known = summary.active + summary.acknowledged + summary.archived;

  if (known === 0 && !summary.last_report_at) {
    return <NeverReported isEntity={isEntity} />;
  }
  if (isNarrowed(filters)) {
    return (
      <StateMessage
        icon={<SearchIcon />}
        title={t('board.empty.noMatchTitle')}
        text={t('board.empty.noMatchText')}
      >
        <Button variant="outlined" onClick={props.onClear}>
          {t('board.filters.clear')}
        </Button>
      </StateMessage>
    );
  }
  const open = summary.active + summary.acknowledged;
  if (open > 0) {
    return (
      <StateMessage
        icon={<SnoozeIcon />}
        title={t('board.empty.snoozedTitle')}
        text={t('board.empty.snoozedText', { count: open })}
      >
        <Button
          variant="outlined"
          onClick={() => props.onChange({ snoozed: 'only' })}
        >
          {t('board.empty.showSnoozed')}
        </Button>
      </StateMessage>
    );
  }
  const ago = summary.last_report_at && relativeTime(summary.last_report_at);
  const clearText = ago
    ? t(known === 0 ? 'board.empty.neverFailed' : 'board.empty.clearText', {
        ago,
      })
    : t('board.empty.clearTextNoReport');
  return (
    <StateMessage
      icon={<CheckIcon />}
      title={t('board.empty.clearTitle')}
      text={clearText}
    >
      {summary.archived > 0 && (
        <Button
          variant="outlined"
          onClick={() => props.onChange({ status: ['Archived'] })}
        >
          {t('board.empty.showArchived')}
        </Button>
      )}
    </StateMessage>
  );
};
