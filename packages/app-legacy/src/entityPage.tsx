import {
  EntityAboutCard,
  EntityLayout,
  EntitySwitch,
} from '@backstage/plugin-catalog';
import {
  EntityDataQualityContent,
  EntityIncidentRecoveryCard,
  EntityServicenowTicketsCard,
  isServicenowTicketingAvailable,
} from 'backstage-plugin-servicenow-ticketing';
import Grid from '@material-ui/core/Grid';

/**
 * The page of every entity; the tab is offered to those that can be datasets. An element and no component, because the
 * app looks for the plugin's routes in it.
 */
export const entityPage = (
  <EntitySwitch>
    <EntitySwitch.Case>
      <EntityLayout>
        <EntityLayout.Route path="/" title="Overview">
          <Grid container spacing={3}>
            <Grid item md={6} xs={12}>
              <EntityAboutCard />
            </Grid>
            <EntitySwitch>
              <EntitySwitch.Case if={isServicenowTicketingAvailable}>
                <Grid item md={6} xs={12}>
                  <EntityServicenowTicketsCard />
                </Grid>
                <Grid item md={6} xs={12}>
                  <EntityIncidentRecoveryCard />
                </Grid>
              </EntitySwitch.Case>
            </EntitySwitch>
          </Grid>
        </EntityLayout.Route>
        <EntityLayout.Route
          path="/data-quality"
          title="Data quality"
          if={isServicenowTicketingAvailable}
        >
          <EntityDataQualityContent />
        </EntityLayout.Route>
      </EntityLayout>
    </EntitySwitch.Case>
  </EntitySwitch>
);
