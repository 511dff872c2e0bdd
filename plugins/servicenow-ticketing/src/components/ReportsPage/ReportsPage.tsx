import { useState } from 'react';
import {
  ingestStatus,
  integrationAdminPermission,
  type IngestStatus,
} from 'backstage-plugin-servicenow-ticketing-common';
import { usePermission } from '@backstage/plugin-permission-react';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import ReportIcon from '@material-ui/icons/MoveToInbox';
import Skeleton from '@material-ui/lab/Skeleton';
import { messageOf } from '../../hooks/errors';
import { useFacets } from '../../hooks/useAnomalies';
import { REPORTS_PAGE_SIZE, useReports } from '../../hooks/useReports';
import { useMessages } from '../../hooks/useMessages';
import { Forbidden } from '../Forbidden';
import { ListPaging } from '../ListPaging';
import { LogFrame } from '../LogFrame';
import { PickOne } from '../PickOne';
import { StateMessage } from '../StateMessage';
import { ReportRow } from './ReportRow';

const SKELETON_HEIGHT = 240;
const ALL = '';

const useStyles = makeStyles({
  list: { listStyle: 'none', margin: 0, padding: 0 },
});

/** The list with its filters. */
const ReportsList = () => {
  const classes = useStyles();
  const { t } = useMessages();
  const [source, setSource] = useState(ALL);
  const [status, setStatus] = useState<IngestStatus | typeof ALL>(ALL);
  const [page, setPage] = useState(1);
  const [openId, setOpenId] = useState<number>();
  const { data: facets } = useFacets(undefined);
  const reports = useReports(
    { source: source || undefined, status: status || undefined, page },
    // New reports would push away what somebody reads.
    { paused: openId !== undefined || page > 1 },
  );
  const { data, error } = reports;

  const titles = new Map(
    (facets?.sources ?? []).map(({ value, title }) => [value, title]),
  );
  const sources = new Set([
    ...titles.keys(),
    ...(data?.items.map(report => report.source) ?? []),
    ...(source ? [source] : []),
  ]);
  const all = { value: ALL, label: t('reports.all') } as const;

  return (
    <LogFrame
      log={reports}
      errorTitle={t('reports.errorTitle')}
      staleText={`${t('board.error.stale')} ${error ? messageOf(error) : ''}`}
      text={t('reports.text')}
      filters={
        <>
          <PickOne
            id="servicenow-ticketing-reports-source"
            label={t('reports.source')}
            options={[
              all,
              ...[...sources].map(value => ({
                value,
                label: titles.get(value) ?? value,
              })),
            ]}
            value={source}
            onChange={value => {
              setSource(value);
              setPage(1);
            }}
          />
          <PickOne<IngestStatus | typeof ALL>
            id="servicenow-ticketing-reports-status"
            label={t('reports.status')}
            options={[
              all,
              ...ingestStatus.options.map(value => ({
                value,
                label: t(`reports.statuses.${value}`),
              })),
            ]}
            value={status}
            onChange={value => {
              setStatus(value);
              setPage(1);
            }}
          />
        </>
      }
    >
      {!data && (
        <Skeleton
          variant="rect"
          height={SKELETON_HEIGHT}
          aria-label={t('reports.loading')}
        />
      )}
      {data?.total === 0 && (
        <StateMessage
          icon={<ReportIcon />}
          title={t('reports.emptyTitle')}
          text={t(
            source || status ? 'reports.emptyFiltered' : 'reports.emptyAll',
          )}
        />
      )}
      <ul className={classes.list} aria-label={t('reports.label')}>
        {data?.items.map(report => (
          <ReportRow
            key={report.id}
            report={report}
            source={titles.get(report.source) ?? report.source}
            isOpen={report.id === openId}
            onToggle={() =>
              setOpenId(report.id === openId ? undefined : report.id)
            }
          />
        ))}
      </ul>
      <ListPaging
        list={data}
        page={page}
        size={REPORTS_PAGE_SIZE}
        onPage={setPage}
      />
    </LogFrame>
  );
};

/** What sources reported, what became of it, and a way to have it read once more. */
export const ReportsPage = () => {
  const { t } = useMessages();
  const admin = usePermission({ permission: integrationAdminPermission });
  if (admin.loading) {
    return null;
  }
  return admin.allowed ? (
    <ReportsList />
  ) : (
    <Paper>
      <Forbidden
        title={t('reports.forbiddenTitle')}
        permission={integrationAdminPermission}
      />
    </Paper>
  );
};
