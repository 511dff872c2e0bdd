const { createConfig, forbidPackages } = require('../../eslint');

module.exports = createConfig(__dirname, {
  restrictedImports: forbidPackages(
    [
      'backstage-plugin-servicenow-ticketing',
      'backstage-plugin-servicenow-ticketing-node',
      'servicenow-simulator',
    ],
    'Pipelines install the command line: it stays small, and speaks HTTP only.',
  ),
});
