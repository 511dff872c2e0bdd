import { Content, PageWithHeader } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { QueryProvider } from '../../hooks/QueryProvider';
import { servicenowTicketingTranslationRef } from '../../translation';
import { PageViews } from './PageViews';

const DataQualityPageContent = () => (
  <QueryProvider>
    <Content>
      <PageViews />
    </Content>
  </QueryProvider>
);

/** The page for hosts of the new frontend system, which bring the header. */
export const NfsDataQualityPage = () => (
  <main>
    <DataQualityPageContent />
  </main>
);

/** The page for hosts of the existing frontend system. */
export const DataQualityPage = () => {
  const { t } = useTranslationRef(servicenowTicketingTranslationRef);
  return (
    <PageWithHeader title={t('board.pageTitle')} themeId="tool">
      <DataQualityPageContent />
    </PageWithHeader>
  );
};
