import { Content, PageWithHeader } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { QueryProvider } from '../../hooks/QueryProvider';
import { servicenowTicketingTranslationRef } from '../../translation';
import { PageViews } from './PageViews';

/** The page's content, for hosts that bring their own header. */
export const DataQualityPageContent = () => (
  <QueryProvider>
    <Content>
      <PageViews />
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
