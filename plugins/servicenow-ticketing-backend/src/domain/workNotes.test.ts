import { commentNote, linkNote, statusNote, unlinkNote } from './workNotes';

const origin = {
  productName: 'Backstage',
  anomalyId: 824,
  authorName: 'Ann Lee',
  marker: '0a1b2c3d4e',
};
const at = new Date('2024-01-15T10:30:00.780Z');
const SIGNATURE = 'Anomaly 824, Ann Lee [ref 0a1b2c3d4e]';

describe('work notes', () => {
  it('tell a change of status', () => {
    expect(statusNote(origin, { at, status: 'Acknowledged' })).toBe(
      `[2024-01-15 10:30:00 UTC] Backstage Anomaly Status: Acknowledged\n${SIGNATURE}`,
    );
  });

  it('tell why it was archived', () => {
    expect(
      statusNote(origin, {
        at,
        status: 'Archived',
        resolution: 'Invalid',
        comment: 'expected\nsince the move',
      }),
    ).toBe(
      `[2024-01-15 10:30:00 UTC] Backstage Anomaly Status: Archived (Invalid)\nComment from Backstage: expected\nsince the move\n${SIGNATURE}`,
    );
  });

  it('carry comments under the name of the product', () => {
    expect(
      commentNote({ ...origin, productName: 'Data Portal' }, 'looking at it'),
    ).toBe(`Comment from Data Portal: looking at it\n${SIGNATURE}`);
  });

  it('tell that a ticket was linked and unlinked', () => {
    expect(linkNote(origin, { at, anomalyUrl: 'http://portal/824' })).toBe(
      `[2024-01-15 10:30:00 UTC] Backstage Anomaly Linked: http://portal/824\n${SIGNATURE}`,
    );
    expect(unlinkNote(origin, at)).toBe(
      `[2024-01-15 10:30:00 UTC] Backstage Anomaly Unlinked\n${SIGNATURE}`,
    );
  });
});
