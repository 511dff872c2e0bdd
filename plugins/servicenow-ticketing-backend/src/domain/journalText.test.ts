import { linkNote } from './workNotes';
import { markersOf, readShownJournal, unsign } from './journalText';

describe('journalText', () => {
  it('takes the signature off our own notes', () => {
    const note = linkNote(
      {
        productName: 'Backstage',
        anomalyId: 7,
        authorName: 'Ann, Lee [x]',
        marker: '0123456789',
      },
      { at: new Date('2026-01-23T19:51:23Z'), anomalyUrl: 'http://p/7' },
    );
    expect(markersOf(note)).toEqual(['0123456789']);
    expect(unsign(note)).toEqual({
      text: '[2026-01-23 19:51:23 UTC] Backstage Anomaly Linked: http://p/7',
      author: 'Ann, Lee [x]',
    });
    expect(unsign('Anomaly 7 is back')).toEqual({ text: 'Anomaly 7 is back' });
  });

  it('reads what ServiceNow shows for a journal field', () => {
    expect(
      readShownJournal(
        '2022-11-04 15:29:20 - System Administrator (Additional comments)\nHello\n\nthere\n\n2022-11-03 01:02:03 - Beth (Work notes)\nreloaded\n\n',
      ),
    ).toEqual([
      {
        author: 'System Administrator',
        kind: 'comment',
        text: 'Hello\n\nthere',
      },
      { author: 'Beth', kind: 'work_note', text: 'reloaded' },
    ]);
    expect(readShownJournal('')).toEqual([]);
  });
});
