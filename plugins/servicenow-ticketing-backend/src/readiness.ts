import {
  coreServices,
  createServiceFactory,
  createServiceRef,
  type RootHealthService,
} from '@backstage/backend-plugin-api';

/** Says whether something works; rejects or answers `false` when it does not. */
type Check = () => Promise<boolean>;

/** What the process as a whole needs to be ready, beyond having started. @internal */
export interface ReadinessChecks {
  add(name: string, check: Check): void;
  /** The names of those that fail now. */
  listFailing(): Promise<string[]>;
}

function createReadinessChecks(): ReadinessChecks {
  const checks = new Map<string, Check>();
  return {
    add: (name, check) => {
      checks.set(name, check);
    },
    listFailing: async () => {
      const results = await Promise.all(
        [...checks].map(async ([name, check]) => ({
          name,
          works: await check().catch(() => false),
        })),
      );
      return results.filter(({ works }) => !works).map(({ name }) => name);
    },
  };
}

/** Where the plugin says what it needs; the readiness of the process asks there. @internal */
export const readinessChecksServiceRef = createServiceRef<ReadinessChecks>({
  id: 'servicenow-ticketing.readiness-checks',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {},
      factory: createReadinessChecks,
    }),
});

/**
 * Makes `/.backstage/health/v1/readiness` of the backend fail, too, when the plugin cannot do its part: when it does
 * not reach its database, or its worker has stopped. Backstage lets no plugin add to the readiness by itself, so that
 * this replaces the host's `rootHealth` service: `backend.add(ticketingReadiness)`.
 *
 * @public
 */
export const ticketingReadiness = createServiceFactory({
  service: coreServices.rootHealth,
  deps: {
    lifecycle: coreServices.rootLifecycle,
    checks: readinessChecksServiceRef,
  },
  factory({ lifecycle, checks }): RootHealthService {
    let state: 'starting' | 'up' | 'stopping' = 'starting';
    lifecycle.addStartupHook(() => {
      state = 'up';
    });
    lifecycle.addBeforeShutdownHook(() => {
      state = 'stopping';
    });
    const failing = (message: string) => ({
      status: 503,
      payload: { status: 'error', message },
    });
    return {
      getLiveness: async () => ({ status: 200, payload: { status: 'ok' } }),
      getReadiness: async () => {
        if (state === 'starting') {
          return failing('Backend has not started yet');
        }
        if (state === 'stopping') {
          return failing('Backend is shutting down');
        }
        const names = await checks.listFailing();
        return names.length > 0
          ? failing(`Not working: ${names.join(', ')}`)
          : { status: 200, payload: { status: 'ok' } };
      },
    };
  },
});
