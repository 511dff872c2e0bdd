const { createConfigForRole } = require('@backstage/cli/config/eslint-factory');
const { typeScriptRules } = require('../eslint');

module.exports = createConfigForRole(__dirname, 'cli', {
  // These run in Playwright, not in Jest.
  env: { jest: false },
  parserOptions: {
    project: require('node:path').join(__dirname, '../tsconfig.json'),
  },
  rules: {
    ...typeScriptRules,
    'jest/expect-expect': 'off',
    'no-restricted-syntax': 'off',
  },
});
