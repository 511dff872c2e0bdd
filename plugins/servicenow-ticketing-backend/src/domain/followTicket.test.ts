import type { AnomalyStatus } from 'backstage-plugin-servicenow-ticketing-common';
import { followTicket } from './followTicket';
import type { Turn } from './mergeRemoteState';

const ALL = { acknowledge: true, archive: true };
const NONE = { acknowledge: false, archive: false };

describe('followTicket', () => {
  it.each<
    [
      Turn | undefined,
      AnomalyStatus,
      { worked?: boolean; byTicket?: boolean; done?: boolean },
      typeof ALL,
      string | undefined,
    ]
  >([
    ['worked-on', 'Active', { worked: true }, ALL, 'Acknowledged'],
    ['worked-on', 'Active', { worked: true }, NONE, undefined],
    ['worked-on', 'Acknowledged', { worked: true }, ALL, undefined],
    ['worked-on', 'Archived', { worked: true }, ALL, undefined],
    ['done', 'Active', { done: true }, ALL, 'Archived Resolved'],
    ['done', 'Acknowledged', { done: true }, ALL, 'Archived Resolved'],
    ['done', 'Active', { done: true }, NONE, undefined],
    ['done', 'Active', { done: false }, ALL, undefined],
    ['done', 'Archived', { done: true }, ALL, undefined],
    ['reopened', 'Archived', { byTicket: true }, ALL, 'Active'],
    ['reopened', 'Archived', { byTicket: true }, NONE, 'Active'],
    [
      'reopened',
      'Archived',
      { byTicket: true, worked: true },
      ALL,
      'Acknowledged',
    ],
    ['reopened', 'Archived', { byTicket: true, worked: true }, NONE, 'Active'],
    ['reopened', 'Archived', { byTicket: false, worked: true }, ALL, undefined],
    ['reopened', 'Active', { worked: true }, ALL, 'Acknowledged'],
    ['reopened', 'Active', {}, ALL, undefined],
    [undefined, 'Active', { worked: true, done: true }, ALL, undefined],
  ])('%s, while %s %o, with %o: %s', (...row) => {
    const [turn, status, is, rules, expected] = row;
    const decision = followTicket(
      { turn, isWorkedOn: is.worked ?? false },
      {
        status,
        isArchivedByTicket: is.byTicket ?? false,
        areTicketsDone: is.done ?? false,
      },
      rules,
    );
    expect(
      decision &&
        [decision.status, decision.resolution].filter(Boolean).join(' '),
    ).toBe(expected);
  });
});
