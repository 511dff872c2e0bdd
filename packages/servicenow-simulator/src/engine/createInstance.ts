import { Dictionary } from '../dictionary/Dictionary';
import { STANDARD_TABLES } from '../dictionary/standardTables';
import { seedDemoData } from '../demo/seedDemoData';
import { Counters } from './Counters';
import type { Instance } from './Instance';
import { STANDARD_RULES } from './rules/standardRules';
import { Store } from './Store';
import type { Clock } from './types';

/** A fresh instance with its demo data, and how to put it back to that. @internal */
export function createInstance(clock: Clock): {
  instance: Instance;
  reset(): void;
} {
  const instance: Instance = {
    clock,
    ...freshParts(),
    rules: STANDARD_RULES,
    listeners: new Set(),
  };
  seedDemoData(instance);
  const seeded = instance.store.snapshot();
  return {
    instance,
    // Whoever holds the instance sees the fresh data.
    reset() {
      Object.assign(instance, freshParts());
      instance.store.restore(seeded);
    },
  };
}

function freshParts() {
  const dictionary = new Dictionary(STANDARD_TABLES);
  return { dictionary, store: new Store(dictionary), counters: new Counters() };
}
