// One backend with nothing but this plugin in it: what the campaign starts, kills and starts again.
import { createBackend } from '@backstage/backend-defaults';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';

const backend = createBackend();
backend.add(catalogServiceMock.factory({ entities: [] }));
backend.add(import('backstage-plugin-servicenow-ticketing-backend'));
backend.start().catch(error => {
  console.error(error);
  process.exit(1);
});
