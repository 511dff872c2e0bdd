import { describeContent } from './deliveryContent';

describe('describeContent', () => {
  it('shows notes by the field they go to, and nothing that is only for ourselves', () => {
    expect(
      describeContent({
        note: 'Comment from Backstage: x\n[ref abc]',
        marker: 'abc',
        closeNotes: 'fixed',
        acknowledges: true,
      }),
    ).toEqual([
      { field: 'work_notes', value: 'Comment from Backstage: x\n[ref abc]' },
      { field: 'close_notes', value: 'fixed' },
    ]);
  });

  it('shows the fields of a record to create, names to look up among them', () => {
    expect(
      describeContent({
        fields: { short_description: 'Orders late', urgency: '1', empty: '' },
        references: { assignment_group: 'Data' },
        derived: {},
        request: '{"title":"Orders late"}',
      }),
    ).toEqual([
      { field: 'short_description', value: 'Orders late' },
      { field: 'urgency', value: '1' },
      { field: 'assignment_group', value: 'Data' },
    ]);
  });

  it('shows the longest details that are appended, and no excluded field', () => {
    const payload = { details: ['long', 'short'], note: 'n', severity: 'high' };
    expect(describeContent(payload, ['description'])).toEqual([
      { field: 'work_notes', value: 'n' },
      { field: 'severity', value: 'high' },
    ]);
    expect(describeContent(payload)).toContainEqual({
      field: 'description',
      value: 'long',
    });
  });

  it.each([null, 'x', 7, [], {}])('makes nothing of %j', payload => {
    expect(describeContent(payload === 'x' ? undefined : payload)).toEqual([]);
  });
});
