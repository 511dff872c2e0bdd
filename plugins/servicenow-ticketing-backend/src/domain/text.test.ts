import fc from 'fast-check';
import { cut, oneLine } from './text';

describe('cut', () => {
  it('marks what is left out, and keeps within the limit', () => {
    expect(cut('abcdef', 6)).toBe('abcdef');
    expect(cut('abcdefg', 6)).toBe('abc...');
  });

  it('never leaves half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), text => {
        const short = cut(text, 8);
        expect(short.length).toBeLessThanOrEqual(8);
        // Throws on half of a surrogate pair.
        expect(() => encodeURIComponent(short)).not.toThrow();
      }),
    );
  });
});

describe('oneLine', () => {
  it('takes line breaks and control characters for blanks', () => {
    expect(oneLine(' a\r\n\tb\u0000c\u2028d  ')).toBe('a b c d');
  });
});
