const { createConfig } = require('../../eslint');

module.exports = createConfig(__dirname);
