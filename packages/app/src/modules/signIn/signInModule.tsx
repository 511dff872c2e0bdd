import { ProxiedSignInPage } from '@backstage/core-components';
import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { SignInPageBlueprint } from '@backstage/plugin-app-react';

const automaticGuestSignIn = SignInPageBlueprint.make({
  params: {
    // Asks the backend's guest provider, so that whoever opens the demo is in without a click.
    loader: async () => props =>
      <ProxiedSignInPage {...props} provider="guest" />,
  },
});

/** Signs everybody in as the user of `auth.providers.guest`. */
export const signInModule = createFrontendModule({
  pluginId: 'app',
  extensions: [automaticGuestSignIn],
});
