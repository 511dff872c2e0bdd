import type { Resolution } from 'backstage-plugin-servicenow-ticketing-common';
import { resolution } from 'backstage-plugin-servicenow-ticketing-common';
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { advance, type LifecycleEvent, type LifecycleState } from './lifecycle';

const DOCUMENT = resolve(__dirname, '../../../../docs/lifecycle.md');
const TABLE =
  /(<!-- made by lifecycle\.docs\.test\.ts -->\n)([^]*?)(\n<!-- end of it -->)/;

type State = LifecycleState | undefined;

const archived = (as: Resolution): LifecycleState => ({
  condition: 'failing',
  status: 'Archived',
  resolution: as,
});

const STATES: [name: string, state: State][] = [
  ['not known', undefined],
  ['Active', { condition: 'failing', status: 'Active' }],
  ['Acknowledged', { condition: 'failing', status: 'Acknowledged' }],
  ...resolution.options.map((as): [string, State] => [
    `Archived: ${as}`,
    archived(as),
  ]),
];

const EVENTS: [name: string, event: LifecycleEvent][] = [
  ['fails', { kind: 'observed', outcome: 'fail' }],
  [
    'fails, and its silence is over',
    { kind: 'observed', outcome: 'fail', endsSilence: true },
  ],
  ['passes', { kind: 'observed', outcome: 'pass' }],
  ['breaks or is skipped', { kind: 'observed', outcome: 'error' }],
  ['failed in an older run', { kind: 'observed', outcome: 'fail', late: true }],
  ['a person acknowledges', { kind: 'decided', status: 'Acknowledged' }],
  [
    'a person archives',
    { kind: 'decided', status: 'Archived', resolution: 'Invalid' },
  ],
  ['a person reopens', { kind: 'decided', status: 'Active' }],
];

/** What the lifecycle does, as a table in Markdown: it is asked, not written down. */
function lifecycleTable(): string {
  const rows = [
    ['the check / a person', ...STATES.map(([name]) => name)],
    ['---', ...STATES.map(() => '---')],
    ...EVENTS.map(([name, event]) => [
      name,
      ...STATES.map(([, state]) => say(state, event)),
    ]),
  ];
  return rows.map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

function say(state: State, event: LifecycleEvent): string {
  const transition = advance(state, event);
  if (!transition) {
    return 'nothing';
  }
  const { next, activities } = transition;
  const resolutionText = event.kind === 'decided' ? 'as said' : next.resolution;
  const status =
    next.status === 'Archived'
      ? `${next.status}: ${resolutionText}`
      : next.status;
  const changes = [
    (next.status !== state?.status || next.resolution !== state?.resolution) &&
      `**${status}**`,
    next.condition !== state?.condition && next.condition,
    activities.length > 0 && `\`${activities.join(', ')}\``,
  ].filter(Boolean);
  return changes.join(', ') || 'stays';
}

/** The same table, however wide its columns are. */
function cellsOf(table: string): string {
  return table.trim().replace(/ +/g, ' ').replace(/-+/g, '-');
}

describe('docs/lifecycle.md', () => {
  it('holds the table of what the lifecycle does (UPDATE_DOCS=1 writes it)', () => {
    if (process.env.UPDATE_DOCS) {
      const text = readFileSync(DOCUMENT, 'utf8');
      writeFileSync(
        DOCUMENT,
        text.replace(TABLE, `$1\n${lifecycleTable()}\n$3`),
      );
    }
    const [, , table] = TABLE.exec(readFileSync(DOCUMENT, 'utf8')) ?? [];
    expect(cellsOf(table)).toBe(cellsOf(lifecycleTable()));
  });
});
