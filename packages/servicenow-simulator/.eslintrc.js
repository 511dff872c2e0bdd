module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // `javascript:gs.…` is a part of ServiceNow's query language, which this package interprets.
    'no-script-url': 'off',
  },
});
