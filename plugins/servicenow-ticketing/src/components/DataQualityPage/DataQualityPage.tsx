import { Navigate, Route, Routes, useParams } from 'react-router-dom';
import { Content, PageWithHeader } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { QueryProvider } from '../../hooks/QueryProvider';
import { servicenowTicketingTranslationRef } from '../../translation';
import { AnomalyBoard } from '../AnomalyBoard';

/** Tickets link to `anomalies/<id>`: the list with that anomaly's drawer open, whatever its status. */
const AnomalyLink = () => {
  const { anomalyId } = useParams();
  return (
    <Navigate
      to={{ pathname: '../..', search: `?anomaly=${anomalyId}` }}
      relative="path"
      replace
    />
  );
};

/** The page's content, for hosts that bring their own header. */
export const DataQualityPageContent = () => (
  <QueryProvider>
    <Content>
      <Routes>
        <Route path="anomalies/:anomalyId" element={<AnomalyLink />} />
        <Route path="*" element={<AnomalyBoard />} />
      </Routes>
    </Content>
  </QueryProvider>
);

/** The anomalies of every dataset. */
export const DataQualityPage = () => {
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  return (
    <PageWithHeader title={t('board.pageTitle')} themeId="tool">
      <DataQualityPageContent />
    </PageWithHeader>
  );
};
