const { createConfig, forbidPackages } = require('../../eslint');

module.exports = createConfig(__dirname, {
  restrictedImports: forbidPackages(
    [
      'backstage-plugin-servicenow-ticketing',
      'backstage-plugin-servicenow-ticketing-backend',
      'backstage-plugin-servicenow-ticketing-common',
      'backstage-plugin-servicenow-ticketing-node',
    ],
    'The simulator imports nothing of ours, in tests either: that is what makes it evidence.',
  ),
  rules: {
    // `javascript:gs.…` is a part of ServiceNow's query language, which this package interprets.
    'no-script-url': 'off',
  },
});
