const { createConfig, forbidPackages } = require('../../eslint');
const { backendLayers, impureModules } = require('../../eslint/layers');

module.exports = createConfig(__dirname, {
  layers: backendLayers,
  restrictedImports: forbidPackages(
    ['backstage-plugin-servicenow-ticketing'],
    'The backend and the frontend meet only in the common package.',
  ),
  restrictedSrcImports: forbidPackages(
    ['servicenow-simulator'],
    'Only tests, the demo and benchmarks use the simulator: what is shipped must not know it.',
  ),
  overrides: [
    {
      // Suites that several test files run are no test files themselves.
      files: ['src/**/__testUtils__/**/*.ts'],
      rules: { 'jest/no-export': 'off' },
    },
    {
      files: ['src/domain/**/*.ts'],
      excludedFiles: ['**/*.test.ts', '**/__testUtils__/**'],
      rules: {
        'no-restricted-imports': [
          'error',
          {
            paths: impureModules.map(name => ({
              name,
              message: 'The domain is pure: give it values, get values.',
            })),
            patterns: [
              {
                group: ['@backstage/backend-*', '@backstage/plugin-*-node'],
                message: 'The domain is pure: it knows no host and no service.',
              },
              {
                group: ['servicenow-simulator', '**/__testUtils__/**'],
                message: 'Only tests use this.',
              },
            ],
          },
        ],
      },
    },
  ],
});
