import { createApp } from '@backstage/app-defaults';
import { AppRouter, FlatRoutes } from '@backstage/core-app-api';
import {
  AlertDisplay,
  OAuthRequestDialog,
  ProxiedSignInPage,
} from '@backstage/core-components';
import {
  CatalogEntityPage,
  CatalogIndexPage,
  catalogPlugin,
} from '@backstage/plugin-catalog';
import { HomepageCompositionRoot } from '@backstage/plugin-home';
import { SignalsDisplay } from '@backstage/plugin-signals';
import { UserSettingsPage } from '@backstage/plugin-user-settings';
import { ServicenowTicketingPage } from 'backstage-plugin-servicenow-ticketing';
import { Navigate, Route } from 'react-router-dom';
import { entityPage } from './entityPage';
import { HomePage } from './HomePage';
import { Root } from './Root';

const app = createApp({
  __experimentalTranslations: { availableLanguages: ['en', 'de'] },
  components: {
    // Whoever opens the demo is signed in as the guest of app-config.yaml.
    SignInPage: props => <ProxiedSignInPage {...props} provider="guest" />,
  },
  bindRoutes({ bind }) {
    bind(catalogPlugin.externalRoutes, {});
  },
});

const routes = (
  <FlatRoutes>
    <Route path="/" element={<Navigate to="catalog" />} />
    <Route path="/home" element={<HomepageCompositionRoot />}>
      <HomePage />
    </Route>
    <Route
      path="/catalog"
      element={
        <CatalogIndexPage
          initialKind="resource"
          initiallySelectedFilter="all"
        />
      }
    />
    <Route
      path="/catalog/:namespace/:kind/:name"
      element={<CatalogEntityPage />}
    >
      {entityPage}
    </Route>
    <Route path="/servicenow-ticketing" element={<ServicenowTicketingPage />} />
    <Route path="/settings" element={<UserSettingsPage />} />
  </FlatRoutes>
);

/** The demo's portal as an app of the existing frontend system: what such an app writes to have the plugin. */
export default app.createRoot(
  <>
    <AlertDisplay />
    <OAuthRequestDialog />
    <SignalsDisplay />
    <AppRouter>
      <Root>{routes}</Root>
    </AppRouter>
  </>,
);
