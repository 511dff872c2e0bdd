import { Dictionary } from '../dictionary/Dictionary';
import { STANDARD_TABLES } from '../dictionary/standardTables';
import { seedDemoData } from '../demo/seedDemoData';
import { Counters } from './Counters';
import type { Instance } from './Instance';
import { STANDARD_RULES } from './rules/standardRules';
import { Store } from './Store';
import type { Clock } from './types';

/** A fresh instance with its demo data. @internal */
export function createInstance(clock: Clock): Instance {
  const instance: Instance = {
    clock,
    ...freshParts(),
    rules: STANDARD_RULES,
    listeners: new Set(),
  };
  seedDemoData(instance);
  return instance;
}

function freshParts() {
  const dictionary = new Dictionary(STANDARD_TABLES);
  return { dictionary, store: new Store(dictionary), counters: new Counters() };
}

/** Puts an instance back to what it was when it started; whoever holds it sees the fresh data. @internal */
export function resetInstance(instance: Instance): void {
  Object.assign(instance, freshParts());
  seedDemoData(instance);
}
