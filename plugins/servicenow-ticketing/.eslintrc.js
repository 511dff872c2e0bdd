const { createConfig, forbidPackages } = require('../../eslint');
const { frontendLayers } = require('../../eslint/layers');

module.exports = createConfig(__dirname, {
  layers: frontendLayers,
  restrictedImports: forbidPackages(
    [
      'backstage-plugin-servicenow-ticketing-backend',
      'backstage-plugin-servicenow-ticketing-node',
      'servicenow-simulator',
    ],
    'The backend and the frontend meet only in the common package.',
  ),
});
