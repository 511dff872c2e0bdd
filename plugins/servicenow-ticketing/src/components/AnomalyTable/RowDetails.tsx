import type { Anomaly } from 'backstage-plugin-servicenow-ticketing-common';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { personName } from '../personName';
import { RelativeTime } from '../RelativeTime';
import { RowLink } from './RowLink';
import { useTableStyles } from './useTableStyles';

interface DatasetCellProps {
  anomaly: Anomaly;
  showEntity: boolean;
  entityHref: (entityRef: string) => string;
  onFollow: (href: string) => void;
}

/** Where it failed: the entity or the dataset, and below it what narrows that down. */
export const DatasetCell = (props: DatasetCellProps) => {
  const { anomaly, showEntity, entityHref, onFollow } = props;
  const classes = useTableStyles();
  const { t } = useMessages();
  const { dataset, fields, source_title: source } = anomaly;
  const [entityRef] = anomaly.entity_refs;
  const origin = [showEntity && dataset.name, fields.join(', '), anomaly.type]
    .filter(Boolean)
    .join(' · ');
  const entity = entityRef ? (
    <RowLink
      href={entityHref(entityRef)}
      className={classes.link}
      title={entityRef}
      onFollow={() => onFollow(entityHref(entityRef))}
    >
      {personName(entityRef)}
    </RowLink>
  ) : (
    <em>{t('board.table.noEntity')}</em>
  );
  return (
    <>
      <div
        className={classes.line}
        title={dataset.fqn ?? dataset.name}
        dir="auto"
      >
        {showEntity ? entity : dataset.name}
      </div>
      <div
        className={classes.message}
        title={`${origin} · ${source}`}
        dir="auto"
      >
        {origin}
      </div>
    </>
  );
};

/** When it failed and how often, and who looks after it. */
export const SeenCell = ({ anomaly }: { anomaly: Anomaly }) => {
  const classes = useTableStyles();
  const { t } = useMessages();
  const { number } = useFormats();
  const { assignee, snoozed_until: snoozedUntil } = anomaly;
  const count = anomaly.occurrence_count;
  return (
    <>
      <div className={classes.line}>
        <RelativeTime value={anomaly.last_seen_at} inList />{' '}
        <span title={t('board.table.occurrences', { count })}>
          ×{number(count)}
        </span>
      </div>
      <div className={`${classes.line} ${classes.secondary}`}>
        {t('board.table.since', {
          when: <RelativeTime value={anomaly.first_seen_at} inList />,
        })}
      </div>
      {assignee && (
        <div
          className={`${classes.line} ${classes.secondary}`}
          title={assignee}
        >
          {t('board.table.assignedTo', { name: personName(assignee) })}
        </div>
      )}
      {snoozedUntil && new Date(snoozedUntil) > new Date() && (
        <div className={`${classes.line} ${classes.secondary}`}>
          {t('board.table.snoozedUntil', {
            when: <RelativeTime value={snoozedUntil} inList />,
          })}
        </div>
      )}
    </>
  );
};
