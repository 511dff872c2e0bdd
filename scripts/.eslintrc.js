const { createConfigForRole } = require('@backstage/cli/config/eslint-factory');

module.exports = createConfigForRole(__dirname, 'cli', {
  parserOptions: { ecmaVersion: 2022 },
  env: { jest: false },
  rules: {
    // Plain JavaScript that runs before anything is installed.
    '@backstage/no-undeclared-imports': 'off',
    'jest/expect-expect': 'off',
    'jest/no-identical-title': 'off',
    'no-restricted-syntax': 'off',
    'no-await-in-loop': 'off',
    'max-params': ['error', { max: 3 }],
    'import/no-cycle': 'error',
  },
});
