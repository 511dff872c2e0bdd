/* eslint-disable no-script-url -- what begins like a script is what is tested */
import { encodeQuery } from './encodedQuery';
import { readTicketQuery } from './ticketQuery';

describe('readTicketQuery', () => {
  it.each([
    'assignment_group.name=Data Platform',
    'category=software^ORcategory=database^short_descriptionLIKEorders',
    'categoryINsoftware,database^cmdb_ciISNOTEMPTY^priority<=3',
    'numberSTARTSWITHINC^u_team!=x',
  ])('reads %s, so that the builder writes the same', text => {
    expect(encodeQuery({ where: readTicketQuery(text) })).toBe(text);
  });

  it.each([
    '',
    'active=true^NQactive=false',
    'active=true^ORDERBYnumber',
    'active=true^EQ',
    'javascript:gs.print(1)',
    'sys_idSAMEASnumber',
    'RLQUERYtask_sla.task,>=1^active=true^ENDRLQUERY',
    '123TEXTQUERY321=x',
    `a=${'x'.repeat(1_001)}`,
    Array.from({ length: 21 }, () => 'a=b').join('^'),
  ])('refuses %s', text => {
    expect(() => readTicketQuery(text)).toThrow(
      expect.objectContaining({ name: 'InputError' }),
    );
  });

  it('leaves values that run as scripts to the builder, which refuses them', () => {
    expect(() =>
      encodeQuery({
        where: readTicketQuery('opened_at>javascript:gs.daysAgo(1)'),
      }),
    ).toThrow(/script/);
  });
});
