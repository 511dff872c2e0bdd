// A ServiceNow in which the same number of records changed since the last time, one comment each, whenever it is told
// so. Runs as a process of its own, so that its computing is not counted as ours.
import { createServer } from 'node:http';

const CHANGED = Number(process.argv[2]);
/** The changed ones are spread over the first thousand. */
const STEP = 10;
const HOUR = 3_600_000;

const both = (value, label = value) => ({ display_value: label, value });
const timeText = at =>
  new Date(at).toISOString().slice(0, 19).replace('T', ' ');
const sysIdOf = index => index.toString(16).padStart(32, '0');

let version = 0;
let changedAt = Date.now() - HOUR;

function incident(index) {
  return {
    sys_id: both(sysIdOf(index)),
    number: both(`INC${index}`),
    short_description: both('orders: order_id is not unique'),
    state: both(
      version % 2 ? '2' : '3',
      version % 2 ? 'In Progress' : 'On Hold',
    ),
    active: both('true'),
    priority: both(String((version % 5) + 1), `${(version % 5) + 1} - Any`),
    urgency: both('2', '2 - Medium'),
    impact: both('2', '2 - Medium'),
    category: both('database'),
    subcategory: both(''),
    close_notes: both(''),
    description: both(''),
    assigned_to: both('5137153cc611227c000bbd1bd8cd2007', 'Fred Luddy'),
    assignment_group: both('287ebd7da9fe198100f92cc8d1d2154e', 'Network'),
    sys_created_on: both('2026-01-23 19:51:23'),
    sys_updated_on: both(timeText(changedAt)),
    sys_updated_by: both('beth.anglin'),
    sys_mod_count: both(String(version + 1)),
    resolved_at: both(''),
    closed_at: both(''),
  };
}

function entry(index) {
  return {
    sys_id: both(
      version.toString(16).padStart(8, 'f') + sysIdOf(index).slice(8),
    ),
    element_id: both(sysIdOf(index)),
    element: both('comments'),
    value: both('Looked into it, and loaded it again'),
    sys_created_on: both(timeText(changedAt)),
    sys_created_by: both('beth.anglin'),
  };
}

const indexes = Array.from({ length: CHANGED }, (_, i) => i * STEP);

function rowsFor(url) {
  const query = url.searchParams.get('sysparm_query') ?? '';
  if (url.pathname.endsWith('/sys_user')) {
    return [{ user_name: both('beth.anglin'), name: both('Beth Anglin') }];
  }
  if (url.pathname.endsWith('/sys_journal_field')) {
    return indexes.map(entry);
  }
  const wanted = /sys_idIN([0-9a-f,]+)/.exec(query);
  const asked = wanted && new Set(wanted[1].split(','));
  return indexes
    .filter(index => !asked || asked.has(sysIdOf(index)))
    .map(incident);
}

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    const url = new URL(request.url, 'http://stub');
    const fields = (url.searchParams.get('sysparm_fields') ?? '').split(',');
    const rows = rowsFor(url).map(row =>
      Object.fromEntries(
        Object.entries(row).filter(([field]) => fields.includes(field)),
      ),
    );
    response
      .writeHead(200, {
        'Content-Type': 'application/json;charset=UTF-8',
        'X-Total-Count': String(rows.length),
      })
      .end(JSON.stringify({ result: rows }));
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('message', () => {
  version += 1;
  changedAt += 1_000;
  process.send('changed');
});
process.on('disconnect', () => process.exit());
