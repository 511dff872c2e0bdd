import type { Instance } from '../engine/Instance';
import { Seeder } from './Seeder';
import { seedOrganisation } from './seedOrganisation';
import { seedPlatform } from './seedPlatform';
import { seedTransforms } from './seedTransforms';
import { seedWork } from './seedWork';

/** Fills an empty instance with what a fresh developer instance holds. @internal */
export function seedDemoData(instance: Instance): void {
  const seeder = new Seeder(instance);
  seedPlatform(seeder);
  seedOrganisation(seeder);
  seedTransforms(seeder);
  seedWork(seeder);
}
