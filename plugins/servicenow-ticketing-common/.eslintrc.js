const { createConfig, forbidPackages } = require('../../eslint');
const { commonLayers } = require('../../eslint/layers');

module.exports = createConfig(__dirname, {
  layers: commonLayers,
  restrictedImports: [
    ...forbidPackages(
      [
        'backstage-plugin-servicenow-ticketing',
        'backstage-plugin-servicenow-ticketing-backend',
        'backstage-plugin-servicenow-ticketing-node',
        'servicenow-simulator',
      ],
      'The common package is imported by all others and imports none of them.',
    ),
    ...require('node:module')
      .builtinModules.flatMap(name => [name, `node:${name}`])
      .map(name => ({
        name,
        message: 'The common package also runs in the browser.',
      })),
  ],
});
