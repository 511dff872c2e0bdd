const { createConfig, forbidPackages } = require('../../eslint');

module.exports = createConfig(__dirname, {
  restrictedImports: forbidPackages(
    [
      'backstage-plugin-servicenow-ticketing',
      'backstage-plugin-servicenow-ticketing-backend',
      'servicenow-simulator',
    ],
    'The node package holds contracts: of this repository it imports only the common package.',
  ),
});
