import type {
  MetricsService,
  MetricsServiceObservableCallback,
} from '@backstage/backend-plugin-api/alpha';

/** One value, with what it is about. */
export interface Measured {
  value: number;
  attributes: object;
}

/** The host's metrics, kept in memory. */
export class RecordingMetrics implements MetricsService {
  readonly #values = new Map<string, Measured[]>();
  readonly #observed = new Map<string, MetricsServiceObservableCallback[]>();
  readonly units = new Map<string, string | undefined>();

  createCounter = this.#instrument('add');
  createUpDownCounter = this.#instrument('add');
  createHistogram = this.#instrument('record');
  createGauge = this.#instrument('record');
  createObservableCounter = this.#observable();
  createObservableUpDownCounter = this.#observable();
  createObservableGauge = this.#observable();

  /** What was counted or recorded so far. */
  valuesOf(name: string): Measured[] {
    return this.#values.get(name) ?? [];
  }

  /** What an observable says now, as when metrics are collected. */
  async collect(name: string): Promise<Measured[]> {
    const seen: Measured[] = [];
    for (const callback of this.#observed.get(name) ?? []) {
      await callback({
        observe: (value, attributes = {}) => seen.push({ value, attributes }),
      });
    }
    return seen;
  }

  #instrument<TMethod extends 'add' | 'record'>(method: TMethod) {
    return (name: string, options?: { unit?: string }) => {
      this.units.set(name, options?.unit);
      const note = (value: number, attributes: object = {}) => {
        const values = this.#values.get(name) ?? [];
        this.#values.set(name, [...values, { value, attributes }]);
      };
      return { [method]: note } as Record<TMethod, typeof note>;
    };
  }

  #observable() {
    return (name: string, options?: { unit?: string }) => {
      this.units.set(name, options?.unit);
      return {
        addCallback: (callback: MetricsServiceObservableCallback) => {
          const others = this.#observed.get(name) ?? [];
          this.#observed.set(name, [...others, callback]);
        },
        removeCallback: () => {},
      };
    };
  }
}
