/**
 * Turns "which folder may import which" into zones for import/no-restricted-paths: files below src/<folder> may
 * import from their own folder and from the listed ones, and from nothing else below src.
 *
 * @param {Record<string, string[]>} allowed - folder -> folders it may import from
 */
function layersOf(allowed) {
  return Object.entries(allowed).map(([folder, others]) => ({
    target: `src/${folder}`,
    from: 'src',
    except: [folder, ...others].map(name => `./${name}`),
    message: `src/${folder} may import only from: ${
      others.join(', ') || 'itself'
    }. See "Which way the arrows point" in docs/architecture.md.`,
  }));
}

module.exports = {
  /** router -> services -> domain, database; delivery, inbound -> domain, database, servicenow; domain is pure. */
  backendLayers: layersOf({
    router: ['services', 'domain', 'permissions', 'telemetry'],
    services: [
      'domain',
      'database',
      'servicenow',
      'sources',
      'permissions',
      'config',
      'telemetry',
    ],
    delivery: ['domain', 'database', 'servicenow', 'config', 'telemetry'],
    inbound: ['domain', 'database', 'servicenow', 'config', 'telemetry'],
    sources: ['domain'],
    config: ['domain'],
    permissions: ['domain', 'database'],
    database: ['domain'],
    servicenow: ['domain'],
    domain: [],
    telemetry: [],
    announcing: ['domain', 'database'],
  }),

  /** components -> hooks -> apis; the entry points (plugin.tsx, alpha) see everything. */
  frontendLayers: layersOf({
    components: ['hooks', 'apis', 'routes', 'routes.ts'],
    hooks: ['apis', 'routes.ts', 'translation.ts'],
    apis: [],
  }),

  /** schemas -> nothing; the client speaks in schemas. */
  commonLayers: layersOf({
    schemas: [],
    client: ['schemas'],
  }),

  /** What only the edges of the backend may touch; domain gets values and gives values. */
  impureModules: [
    'knex',
    'express',
    'express-promise-router',
    'node-fetch',
    'undici',
    'fs',
    'fs/promises',
    'http',
    'https',
    'net',
    'timers',
    'timers/promises',
    'worker_threads',
    'child_process',
  ].flatMap(name => [name, `node:${name}`]),
};
