import { derivePriority } from './priority';

describe('derivePriority', () => {
  it.each([
    ['1', '1', 'critical'],
    ['1', '2', 'high'],
    ['2', '1', 'high'],
    ['1', '3', 'moderate'],
    ['2', '2', 'moderate'],
    ['3', '1', 'moderate'],
    ['2', '3', 'low'],
    ['3', '2', 'low'],
    ['3', '3', 'planning'],
  ])('of impact %s and urgency %s is %s', (impact, urgency, priority) => {
    expect(derivePriority(impact, urgency)).toBe(priority);
  });

  it('is not known before both are chosen', () => {
    expect(derivePriority('', '2')).toBeUndefined();
  });
});
