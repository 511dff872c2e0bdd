import { DemoUser } from './people';

const NAMES: [first: string, last: string][] = [
  ['Alma', 'Kaarlo'],
  ['Boris', 'Catino'],
  ['Dalia', 'Okafor'],
  ['Edwin', 'Brandt'],
  ['Farah', 'Nasser'],
  ['Goran', 'Petrov'],
  ['Hanna', 'Lindqvist'],
  ['Ivo', 'Marchetti'],
  ['Jana', 'Dvorak'],
  ['Kenji', 'Mori'],
  ['Leila', 'Haddad'],
];

/** Further administrators: a fresh instance has more than a dozen. @internal */
export const ADMINISTRATORS: DemoUser[] = NAMES.map(([first, last]) => ({
  userName: `${first}.${last}`.toLowerCase(),
  first,
  last,
  roles: ['admin'],
  department: 'Development',
}));
