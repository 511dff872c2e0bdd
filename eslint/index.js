const createBackstageConfig = require('@backstage/cli/config/eslint-factory');
const path = require('node:path');

const SOURCE_EXTENSIONS = ['.ts', '.tsx', '.js', '.jsx', '.json'];

/** Rules that need no type information, for every file. */
const rules = {
  'import/no-cycle': ['error', { ignoreExternal: true }],
};

/** Rules for TypeScript; some ask the type checker. */
const typeScriptRules = {
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true },
  ],
  // An exhaustive switch needs no default, and a default would hide the case that somebody adds later.
  'default-case': 'off',
  // TypeScript checks it, and knows that an exhaustive switch always returns.
  'consistent-return': 'off',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/max-params': ['error', { max: 3 }],
};

const reactRules = {
  'react/no-unstable-nested-components': 'error',
};

/** Tests may reach into any layer; what is shipped may not. */
function layerOverride(directory, zones) {
  return {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    excludedFiles: ['**/*.test.*', '**/__testUtils__/**'],
    rules: {
      'import/no-restricted-paths': ['error', { basePath: directory, zones }],
    },
  };
}

/**
 * The lint configuration of one package: Backstage's own for the package's role, and what this project adds.
 *
 * @param {string} directory - the package's directory, `__dirname` of its .eslintrc.js
 * @param {object} [extra] - keys of Backstage's eslint-factory, and
 *   `layers`: zones for import/no-restricted-paths (see layers.js)
 */
function createConfig(directory, extra = {}) {
  const { layers = [], rules: extraRules, overrides = [], ...rest } = extra;
  const { backstage } = require(path.join(directory, 'package.json'));
  const isFrontend = backstage.role.startsWith('frontend');

  return createBackstageConfig(directory, {
    ...rest,
    settings: {
      'import/parsers': { '@typescript-eslint/parser': ['.ts', '.tsx'] },
      'import/extensions': SOURCE_EXTENSIONS,
      'import/resolver': { node: { extensions: SOURCE_EXTENSIONS } },
    },
    rules: { ...rules, ...(isFrontend ? reactRules : {}), ...extraRules },
    overrides: [
      {
        files: ['src/**/*.ts', 'src/**/*.tsx', 'dev/**/*.ts', 'dev/**/*.tsx'],
        parserOptions: {
          project: path.join(__dirname, '../tsconfig.json'),
        },
        rules: typeScriptRules,
      },
      ...(layers.length > 0 ? [layerOverride(directory, layers)] : []),
      ...overrides,
    ],
  });
}

/**
 * Forbids importing packages of this repository that lie against the arrows of docs/architecture.md.
 *
 * @param {string[]} names - package names, each with its `/alpha` entry point
 * @param {string} message - which way the arrow points instead
 */
function forbidPackages(names, message) {
  return names.flatMap(name => [
    { name, message },
    { name: `${name}/alpha`, message },
  ]);
}

module.exports = { createConfig, forbidPackages, typeScriptRules };
