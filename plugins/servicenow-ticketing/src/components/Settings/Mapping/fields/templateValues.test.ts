import { insertValue } from './templateValues';

describe('insertValue', () => {
  it('puts the value in place of what is selected, and the cursor behind it', () => {
    expect(insertValue('ab cd', 'user.name', { start: 3, end: 5 })).toEqual({
      text: 'ab {{user.name}}',
      cursor: 16,
    });
    expect(insertValue('ab', 'user.name', { start: 1, end: 1 })).toEqual({
      text: 'a{{user.name}}b',
      cursor: 14,
    });
  });
});
