import { anObservation } from '../__testUtils__/observations';
import { sanitizeObservation, storableText } from './sanitizeObservation';

describe('sanitizeObservation', () => {
  it('leaves what is fine alone', () => {
    const fine = anObservation({ url: 'https://dbt.example/x', weight: 8 });
    expect(sanitizeObservation(fine)).toEqual(fine);
  });

  it('takes out what databases refuse', () => {
    const clean = sanitizeObservation(
      anObservation({
        title: 'a\0b',
        message: 'x\ud800y',
        checkKey: '\0',
        dataset: { name: 'or\0ders', fqn: '\0' },
        fields: ['a\0', '\0'],
        tags: ['t', 't'],
      }),
    );
    expect(clean).toMatchObject({
      title: 'ab',
      message: 'xy',
      checkKey: '',
      dataset: { name: 'orders', fqn: undefined },
      fields: ['a'],
      tags: ['t'],
    });
  });

  it('bounds text and lists', () => {
    const clean = sanitizeObservation(
      anObservation({
        title: 'x'.repeat(10_000),
        message: 'y'.repeat(100_000),
        type: 'z'.repeat(100),
        fields: Array.from({ length: 1_000 }, (_, index) => `field${index}`),
      }),
    );
    expect(clean.title).toHaveLength(500);
    expect(clean.title.endsWith('…')).toBe(true);
    expect(clean.message).toHaveLength(4_000);
    expect(clean.type).toHaveLength(64);
    expect(clean.fields).toHaveLength(100);
  });

  it.each([NaN, Infinity, -1, 1.5, 2 ** 60])(
    'drops %p as a count of rows',
    count => {
      expect(sanitizeObservation(anObservation({ count })).count).toBe(
        undefined,
      );
    },
  );

  it.each([
    'ftp://files.example/x',
    'data:text/html,x',
    'not a url',
    `https://x.example/${'a'.repeat(3_000)}`,
  ])('drops the link %.30s', url => {
    expect(sanitizeObservation(anObservation({ url })).url).toBeUndefined();
  });

  it('does not cut a character in half', () => {
    expect(storableText('ab😀cd', 4)).toBe('ab…');
  });
});
