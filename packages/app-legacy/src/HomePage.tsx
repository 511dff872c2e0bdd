import { Content, Header, Page } from '@backstage/core-components';
import { HomePageStarredEntities, WelcomeTitle } from '@backstage/plugin-home';
import { HomePageMyTickets } from 'backstage-plugin-servicenow-ticketing';
import Grid from '@material-ui/core/Grid';

/** What people see first. */
export const HomePage = () => (
  <Page themeId="home">
    <Header title={<WelcomeTitle />} pageTitleOverride="Home" />
    <Content>
      <Grid container spacing={3}>
        <Grid item xs={12} md={6}>
          <HomePageMyTickets />
        </Grid>
        <Grid item xs={12} md={6}>
          <HomePageStarredEntities />
        </Grid>
      </Grid>
    </Content>
  </Page>
);
