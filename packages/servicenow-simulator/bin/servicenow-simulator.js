#!/usr/bin/env node
// From a checkout the sources run directly; the built package brings its own.
const { existsSync } = require('node:fs');
const path = require('node:path');

const built = path.resolve(__dirname, '../dist/cli.cjs.js');
if (existsSync(built)) {
  require(built);
} else {
  require('@backstage/cli/config/nodeTransform.cjs');
  require('../src/cli');
}
