import type {
  IntegrationMappingInput,
  IntegrationSyncInput,
} from 'backstage-plugin-servicenow-ticketing-common';
import { aMapping, aSync } from '../__testUtils__/integrations';
import type { AnomalyChange } from './anomalyChange';
import { decideUpdate, type TicketUpdate } from './outboundUpdate';

const at = new Date('2026-01-22T12:00:00Z');
const actor = { ref: 'user:default/ann', name: 'Ann' };
type StatusChange = Extract<AnomalyChange, { kind: 'status' }>;
const status = (
  to: StatusChange['status'],
  more: Partial<StatusChange> = {},
): AnomalyChange => ({
  anomalyId: 1,
  actor,
  at,
  kind: 'status',
  status: to,
  ...more,
});
const archived = (resolution: StatusChange['resolution']) =>
  status('Archived', { resolution });
const comment: AnomalyChange = {
  anomalyId: 1,
  actor,
  at,
  kind: 'comment',
  text: 'x',
};
const severity: AnomalyChange = {
  anomalyId: 1,
  actor,
  at,
  kind: 'severity',
  severity: 'low',
};
const decide = (
  change: AnomalyChange,
  outbound: IntegrationSyncInput['outbound'] = {},
  {
    open = 0,
    mapping = {},
    forwarding,
  }: {
    open?: number;
    mapping?: IntegrationMappingInput;
    forwarding?: IntegrationSyncInput['forwarding'];
  } = {},
) =>
  decideUpdate(change, {
    settings: {
      table: 'incident',
      sync: aSync({ outbound, forwarding }),
      mapping: aMapping(mapping),
    },
    openAnomalies: open,
  });
const note = { kind: 'status', acknowledges: false };

describe('decideUpdate', () => {
  it.each<[string, AnomalyChange, number, TicketUpdate]>([
    [
      'acknowledged',
      status('Acknowledged'),
      1,
      { ...note, acknowledges: false } as TicketUpdate,
    ],
    ['commented', comment, 1, { kind: 'comment' }],
    ['of another severity', severity, 1, { kind: 'severity' }],
    ['the last to be resolved', archived('Resolved'), 0, { kind: 'resolve' }],
    [
      'resolved, but not the last',
      archived('Resolved'),
      2,
      { ...note, staysOpen: 2 } as TicketUpdate,
    ],
    ['a duplicate', archived('Duplicate'), 0, note as TicketUpdate],
    ['invalid', archived('Invalid'), 0, note as TicketUpdate],
    [
      'open again',
      status('Active', { fromStatus: 'Archived' }),
      1,
      { kind: 'reopen' },
    ],
    [
      'not looked after any more',
      status('Active', { fromStatus: 'Acknowledged' }),
      1,
      note as TicketUpdate,
    ],
  ])('by default tells of what is %s', (...row) => {
    const [, change, open, expected] = row;
    expect(decide(change, {}, { open })).toEqual(expected);
    // An integration that cannot be reached just now has the same defaults.
    expect(
      decideUpdate(change, { settings: undefined, openAnomalies: open }),
    ).toEqual(expected);
  });

  it.each<[AnomalyChange, IntegrationSyncInput['outbound']]>([
    [status('Acknowledged'), { acknowledge: 'nothing' }],
    [comment, { comment: false }],
    [severity, { severity: false }],
    [archived('Resolved'), { resolve: 'nothing' }],
    [archived('Discarded'), { archive: 'nothing' }],
    [status('Active'), { reopen: 'nothing' }],
  ])('says nothing where nothing is wanted (%#)', (change, outbound) => {
    expect(decide(change, outbound)).toBeUndefined();
  });

  it.each<[AnomalyChange, IntegrationSyncInput['outbound'], object]>([
    [
      status('Acknowledged'),
      { acknowledge: 'note-and-state' },
      { ...note, acknowledges: true },
    ],
    [archived('Resolved'), { resolve: 'note' }, note],
    [archived('Invalid'), { archive: 'note-and-state' }, { kind: 'resolve' }],
    [status('Active'), { reopen: 'note', replace_closed: false }, note],
    [status('Active'), { reopen: 'note' }, { kind: 'reopen' }],
  ])('does as much as is wanted (%#)', (change, outbound, expected) => {
    expect(decide(change, outbound)).toEqual(expected);
  });

  it('sets a state on acknowledge where the mapping has one, unless told otherwise', () => {
    const mapping = { states: { acknowledged: 2 } };
    expect(decide(status('Acknowledged'), {}, { mapping })).toEqual({
      ...note,
      acknowledges: true,
    });
    expect(
      decide(status('Acknowledged'), { acknowledge: 'note' }, { mapping }),
    ).toEqual(note);
  });

  it('says nothing at all to snapshots', () => {
    for (const change of [
      comment,
      severity,
      status('Acknowledged'),
      archived('Resolved'),
      status('Active'),
    ]) {
      expect(
        decide(change, {}, { forwarding: 'only-on-forwarding' }),
      ).toBeUndefined();
    }
  });
});
