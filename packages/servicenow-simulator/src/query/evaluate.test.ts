import { createInstance } from '../engine/createInstance';
import { insertRecord } from '../engine/records';
import { Row, SYSTEM_SESSION } from '../engine/types';
import { testClock } from '../__testUtils__/client';
import { runQuery } from './evaluate';
import { parseQuery } from './parse';

const FRED = '5137153cc611227c000bbd1bd8cd2005';
const ME = '90d1921e5f510100a9ad2572f2b477fe';
const MY_GROUPS = 'd6435e965f510100a9ad2572f2b477fe';

describe('encoded queries', () => {
  const clock = testClock();
  const { instance, reset } = createInstance(clock);
  const session = {
    ...SYSTEM_SESSION,
    userId: FRED,
    userName: 'fred.luddy',
    timeZone: 'Europe/Zurich',
  };

  const run = (table: string, query: string) =>
    runQuery({ instance, session, table }, parseQuery(query));
  const numbers = (query: string) =>
    run('incident', query).map(row => row.number);
  const titled = (query: string) =>
    run('incident', `short_descriptionSTARTSWITHcase^${query}`).map(
      row => row.short_description,
    );
  const insert = (values: Row) =>
    insertRecord({
      instance,
      session: SYSTEM_SESSION,
      table: 'incident',
      values,
    });

  beforeEach(() => {
    reset();
    insert({
      short_description: 'case one',
      correlation_id: 'A1',
      impact: '1',
      urgency: '1',
      assigned_to: FRED,
      caller_id: FRED,
      due_date: '2026-03-18 08:00:00',
    });
    insert({
      short_description: 'case two',
      correlation_id: 'b2',
      impact: '2',
      urgency: '2',
      due_date: '2026-03-17 23:30:00',
      opened_by: FRED,
    });
    insert({
      short_description: 'case three ^ caret',
      impact: '3',
      urgency: '3',
      due_date: '2026-02-10 12:00:00',
    });
    insert({
      short_description: 'case four',
      description: 'case four',
      impact: '1',
      urgency: '3',
      reassignment_count: '10',
    });
  });

  const ALL = ['case one', 'case two', 'case three ^ caret', 'case four'];

  it.each([
    ['correlation_id=a1', ['case one']],
    ['correlation_id!=a1', ALL.slice(1)],
    ['correlation_idINa1,B2', ['case one', 'case two']],
    ['correlation_idNOT INa1,B2', ALL.slice(2)],
    ['correlation_idISEMPTY', ALL.slice(2)],
    ['correlation_id=', ALL.slice(2)],
    ['correlation_idISNOTEMPTY', ALL.slice(0, 2)],
    ['correlation_idEMPTYSTRING', ALL.slice(2)],
    ['correlation_idANYTHING', ALL],
    ['short_descriptionLIKETHREE', ['case three ^ caret']],
    ['short_description*three', ['case three ^ caret']],
    ['short_descriptionLIKE^^ c', ['case three ^ caret']],
    ['short_descriptionNOT LIKEt', ['case one', 'case four']],
    ['short_description!*t', ['case one', 'case four']],
    ['short_descriptionENDSWITHtwo', ['case two']],
    ['short_description%two', ['case two']],
    ['short_descriptionSAMEASdescription', ['case four']],
    ['short_descriptionNSAMEASdescription', ALL.slice(0, 3)],
    ['priority<=2', ['case one']],
    ['priority>3', ['case three ^ caret']],
    ['reassignment_count>9', ['case four']],
    ['reassignment_count<9', ALL.slice(0, 3)],
    ['priorityBETWEEN2@4', ['case two', 'case four']],
    ['impactLT_FIELDurgency', ['case four']],
    ['impactGT_OR_EQUALS_FIELDurgency', ALL.slice(0, 3)],
    ['active=1', ALL],
    ['active=false', []],
    ['assigned_toLIKEluddy', ['case one']],
    ['assigned_toSTARTSWITHfred', ['case one']],
    ['assigned_to.user_name=fred.luddy', ['case one']],
    ['assigned_to.department.nameLIKEdevelop', ['case one']],
    ['assigned_to.user_name!=fred.luddy', ALL.slice(1)],
    ['cmdb_ci.ref_cmdb_ci_server.osISEMPTY', ALL],
    [`assigned_toDYNAMIC${ME}`, ['case one']],
    [`assignment_groupDYNAMIC${MY_GROUPS}`, []],
    ['assigned_to=javascript:gs.getUserID()', ['case one']],
    ['assigned_toSAMEAScaller_id^assigned_toISNOTEMPTY', ['case one']],
    ['sys_class_nameINSTANCEOFtask', ALL],
    ['impact=1^ORimpact=2^urgency=3', ['case four']],
    ['impact=2^NQshort_descriptionLIKEcase four', ['case two', 'case four']],
    ['123TEXTQUERY321=four', ['case four']],
    ['short_descriptionMATCH_RGXfo.r$', ['case four']],
    ['nonexistent=1', ALL],
    ['nonexistent=1^ORimpact=2', ['case two']],
    ['due_dateON2026-03-18', ['case one']],
    [
      'due_dateNOTON2026-03-18^due_dateISNOTEMPTY',
      ['case two', 'case three ^ caret'],
    ],
  ])('%s', (query, expected) => {
    expect(titled(query)).toEqual(expected);
  });

  // Zurich is an hour ahead: its 18 March begins at 23:00 UTC of the 17th.
  it.each([
    ['due_date>=javascript:gs.beginningOfToday()', ['case one', 'case two']],
    ['due_date<javascript:gs.beginningOfToday()', ['case three ^ caret']],
    [
      "due_date>=javascript:gs.dateGenerate('2026-03-18','00:00:00')",
      ['case one', 'case two'],
    ],
    [
      "due_date>javascript:gs.dateGenerate('2026-03-18','start')",
      ['case one', 'case two'],
    ],
    ['due_date>javascript:gs.hoursAgo(3)', ['case one']],
    ['due_date>=javascript:gs.hoursAgoStart(3)', ['case one']],
    ['due_date>javascript:gs.daysAgo(1)', ['case one', 'case two']],
    [
      'due_dateONToday@javascript:gs.beginningOfToday()@javascript:gs.endOfToday()',
      ['case one', 'case two'],
    ],
    [
      'due_dateONLast month@javascript:gs.beginningOfLastMonth()@javascript:gs.endOfLastMonth()',
      ['case three ^ caret'],
    ],
    ['due_date>=javascript:gs.beginningOfThisWeek()', ['case one', 'case two']],
    ['due_date<javascript:gs.beginningOfLast30Days()', ['case three ^ caret']],
    [
      'due_dateBETWEENjavascript:gs.beginningOfYesterday()@javascript:gs.endOfToday()',
      ['case one', 'case two'],
    ],
    ['due_dateRELATIVEGT@hour@ago@12', ['case one', 'case two']],
    ['due_dateRELATIVELT@dayofweek@ago@7', ['case three ^ caret']],
    [
      'due_dateMORETHANopened_at@hour@before@5',
      ['case two', 'case three ^ caret'],
    ],
    [
      "due_dateDATEPARTTuesday@javascript:gs.datePart('dayofweek','tuesday','EE')",
      ['case three ^ caret'],
    ],
  ])('%s', (query, expected) => {
    expect(titled(query)).toEqual(expected);
  });

  it('orders by number, name behind a reference, and several keys', () => {
    expect(titled('ORDERBYDESCpriority^ORDERBYshort_description')).toEqual([
      'case three ^ caret',
      'case four',
      'case two',
      'case one',
    ]);
    expect(
      titled('ORDERBYreassignment_count^ORDERBYshort_description').at(-1),
    ).toBe('case four');
    const assignees = run(
      'incident',
      'active=true^ORactive=false^ORDERBYassigned_to',
    ).map(
      row =>
        instance.store
          .get('sys_user', row.assigned_to)
          ?.row.name.toLowerCase() ?? '',
    );
    expect(assignees).toEqual([...assignees].sort());
  });

  it('returns nothing for an unknown field when the instance is strict', () => {
    const found = instance.store.find(
      'sys_properties',
      'name',
      'glide.invalid_query.returns_no_rows',
    )[0];
    instance.store.put('sys_properties', { ...found, value: 'true' });
    expect(numbers('nonexistent=1')).toEqual([]);
    expect(numbers('nonsense')).toEqual([]);
    expect(numbers('nonexistent=1^NQnumber=INC0000001')).toEqual([
      'INC0000001',
    ]);
  });

  it('counts related records, and joins', () => {
    const admins = run(
      'sys_user',
      'RLQUERYsys_user_has_role.user,>=1^role.name=admin^ENDRLQUERY^departmentISNOTEMPTY^department.name=Finance',
    );
    expect(admins.map(row => row.user_name)).toEqual(['admin']);
    const groups = run(
      'sys_user_group',
      'RLQUERYsys_group_has_role.group,>0,m2m^role.nameLIKEadmin^role.nameNOT LIKEuser^ENDRLQUERY^ORDERBYname',
    );
    expect(groups.map(row => row.name)).toEqual([
      'Catalog Administrators',
      'Knowledge Administrators',
      'Report Administrators',
    ]);
    const without = run(
      'sys_user',
      'RLQUERYsys_user_has_role.user,=0^ENDRLQUERY^user_nameINemployee,admin',
    );
    expect(without.map(row => row.user_name)).toEqual(['employee']);
    const joined = run(
      'sys_user',
      'JOINsys_user.sys_id=incident.assigned_to!short_description=case one',
    );
    expect(joined.map(row => row.user_name)).toEqual(['fred.luddy']);
  });

  it.each([
    ['short_descriptionSTARTSWITHcase^correlation_id=A1', ['fred.luddy']],
    ['short_descriptionSTARTSWITHcase^correlation_id=none such', []],
    ['correlation_id=none such^ORcorrelation_id=A1', ['fred.luddy']],
    ['correlation_id=A1^NQuser_name=employee', ['fred.luddy', 'employee']],
    [
      'correlation_id=A1^JOINsys_user.sys_id=sys_user_grmember.user!group.name=Payments Operations',
      [],
    ],
  ])('joins on all conditions after the mark: %s', (where, expected) => {
    const joined = run(
      'sys_user',
      `JOINsys_user.sys_id=incident.assigned_to!${where}`,
    );
    expect(joined.map(row => row.user_name).sort()).toEqual(expected.sort());
  });

  it('finds identifiers whatever their letter case', () => {
    insert({ sys_id: 'AAAABBBBCCCCDDDDEEEEFFFF00001111', number: 'INC1' });
    expect(numbers('sys_id=aaaabbbbccccddddeeeeffff00001111')).toEqual([
      'INC1',
    ]);
    expect(numbers('sys_idINAAAABBBBCCCCDDDDEEEEFFFF00001111')).toEqual([
      'INC1',
    ]);
  });

  it('finds the same with and without an index', () => {
    expect(numbers('number=inc0000007')).toEqual(['INC0000007']);
    expect(numbers('numberLIKEinc0000007')).toEqual(['INC0000007']);
    expect(numbers('numberININC0000007, INC0000009')).toEqual([
      'INC0000007',
      'INC0000009',
    ]);
  });
});
