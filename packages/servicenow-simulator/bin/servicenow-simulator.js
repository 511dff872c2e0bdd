#!/usr/bin/env node
// The package is private: it is only ever run from a checkout, so its sources run as they are.
require('@backstage/cli/config/nodeTransform.cjs');
require('../src/cli');
