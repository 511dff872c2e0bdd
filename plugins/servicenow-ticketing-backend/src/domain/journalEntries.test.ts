import fc from 'fast-check';
import { entryText, isOwnEntry, markersIn } from './journalEntries';
import { combineNotes, commentNote } from './workNotes';

const note = (text: string, marker: string) =>
  commentNote(
    {
      productName: 'Backstage',
      anomalyId: 8,
      authorName: 'Ann Lee',
      marker,
    },
    text,
  );
const entry = (text: string) =>
  entryText({
    sysId: '1',
    recordSysId: '2',
    element: 'comments',
    author: 'beth.anglin',
    text,
  });

describe('isOwnEntry', () => {
  const first = note('Looking', '0123456789');
  const second = note('Found it', 'abcdef0123');

  it('recognises a note of ours, however ServiceNow breaks its lines', () => {
    expect(markersIn(first)).toEqual(['0123456789']);
    expect(isOwnEntry(first, [first])).toBe(true);
    expect(isOwnEntry(first.replace(/\n/g, '\r\n  '), [first])).toBe(true);
  });

  it('recognises several of ours in one entry, and details behind one', () => {
    const at = new Date('2026-01-23T19:51:23Z');
    const together = combineNotes([
      { note: first, at },
      { note: second, at },
    ]);
    expect(together).not.toBe(`${first}${second}`);
    expect(isOwnEntry(together, [second, first])).toBe(true);
    expect(isOwnEntry(`${first}\n\n**Anomaly ID:** 8`, [first])).toBe(true);
  });

  it.each([
    ['somebody who quotes it', `> ${first}\nI do not think so`],
    ['somebody who names its marker', 'see [ref 0123456789]'],
    ['nothing of ours', 'hello'],
  ])('takes %s for news', (_, text) => {
    expect(isOwnEntry(text, [first])).toBe(false);
  });

  it('takes everything for news where we wrote nothing', () => {
    expect(isOwnEntry(first, [])).toBe(false);
    expect(isOwnEntry('hello', [''])).toBe(false);
  });
});

describe('entryText', () => {
  it('keeps markup and other scripts as text, and takes out what nothing can hold', () => {
    expect(entry('a\u0000b\r\nc\u0007 <img src=x onerror=alert(1)> שלום')).toBe(
      'ab\nc <img src=x onerror=alert(1)> שלום',
    );
    expect(entry('half \ud800 a character')).toBe('half \ufffd a character');
  });

  it('is bounded and holds no control characters, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20_000 }), text => {
        const kept = entry(text);
        expect(kept.length).toBeLessThanOrEqual(10_000);
        // eslint-disable-next-line no-control-regex
        expect(kept).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
        expect(kept).not.toMatch(/\p{Surrogate}/u);
      }),
      { numRuns: 50 },
    );
  });
});
