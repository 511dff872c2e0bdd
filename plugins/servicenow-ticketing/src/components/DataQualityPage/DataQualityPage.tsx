import { Content, PageWithHeader } from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { QueryProvider } from '../../hooks/QueryProvider';
import { useMessages } from '../../hooks/useMessages';
import { PageViews } from './PageViews';

// The header of the new frontend system keeps its distance by itself.
const useStyles = makeStyles({ content: { paddingTop: 0 } });

const DataQualityPageContent = (props: { className?: string }) => (
  <QueryProvider>
    <Content className={props.className}>
      <PageViews />
    </Content>
  </QueryProvider>
);

/** The page for hosts of the new frontend system, which bring the header. */
export const NfsDataQualityPage = () => (
  <main>
    <DataQualityPageContent className={useStyles().content} />
  </main>
);

/** The page for hosts of the existing frontend system. */
export const DataQualityPage = () => {
  const { t } = useMessages();
  return (
    <PageWithHeader title={t('board.pageTitle')} themeId="tool">
      <DataQualityPageContent />
    </PageWithHeader>
  );
};
