import { readFileSync } from 'node:fs';
import type { Knex } from 'knex';
import { zzStore } from '../database/zz';
export async function a(b: any, c: string, d: number, e: Knex) {
  Promise.resolve(readFileSync(c));
  const k: 'x' | 'y' = d > 1 ? 'x' : 'y';
  switch (k as 'x' | 'y') {
    case 'x':
      return zzStore;
  }
  return [b, e];
}
