import { BeforeRule, RuleContext } from './types';

function composeName({ current, changes }: RuleContext) {
  if (changes('first_name') || changes('last_name') || !current.name) {
    const name = [current.first_name, current.middle_name, current.last_name]
      .filter(Boolean)
      .join(' ');
    current.name = name || current.name || '';
  }
}

/** A user's name follows first, middle and last name. @internal */
export const peopleRules: BeforeRule[] = [
  { name: 'user name', table: 'sys_user', run: composeName },
];
