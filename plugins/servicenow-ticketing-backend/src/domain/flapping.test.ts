import { isFlapping, MAX_TURNS, withTurn } from './flapping';

const at = (hour: number) => new Date(Date.UTC(2026, 0, 1, hour));
const rules = { turns: 3, within: 10 * 3600_000 };

describe('isFlapping', () => {
  it('counts the turns of the time before', () => {
    expect(isFlapping([at(1), at(2), at(11)], at(11), rules)).toBe(true);
    expect(isFlapping([at(0), at(2), at(11)], at(11), rules)).toBe(false);
    expect(isFlapping([], at(11), rules)).toBe(false);
  });
});

describe('withTurn', () => {
  it('remembers the newest, in order, however they come in', () => {
    expect(withTurn([at(1), at(3)], at(2))).toEqual([at(1), at(2), at(3)]);
    const many = Array.from({ length: MAX_TURNS }, (_, hour) => at(hour));
    expect(withTurn(many, at(50))).toEqual([...many.slice(1), at(50)]);
  });
});
