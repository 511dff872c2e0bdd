// Answers every call with an incident, as the Table API does: at once, or after as many milliseconds as its argument
// says. What is measured is us, not ServiceNow. `close_notes` tells when a call came in, by the clock of this machine.
// Runs as a process of its own, so that its computing is not counted as ours; tells its port to its parent.
import { createServer } from 'node:http';

const DESCRIPTION_LENGTH = 400;
const latency = Number(process.argv[2] ?? 0);
const both = (value, label = value) => ({ display_value: label, value });

const RECEIVED = '@received';
const SYS_ID = '9d385017c611228701d22104cc95c371';
const record = {
  sys_id: both(SYS_ID),
  number: both('INC0010023'),
  short_description: both('orders: order_id is not unique'),
  description: both('x'.repeat(DESCRIPTION_LENGTH)),
  state: both('2', 'In Progress'),
  priority: both('3', '3 - Moderate'),
  urgency: both('2', '2 - Medium'),
  impact: both('2', '2 - Medium'),
  category: both('database', 'Database'),
  subcategory: both('oracle', 'Oracle'),
  close_notes: both(RECEIVED),
  close_code: both(''),
  correlation_id: both('anomaly-1-0123456789'),
  assigned_to: both('5137153cc611227c000bbd1bd8cd2007', 'Fred Luddy'),
  assignment_group: both('287ebd7da9fe198100f92cc8d1d2154e', 'Network'),
  caller_id: both('6816f79cc0a8016401c5a33be04be441', 'System Administrator'),
  sys_created_on: both('2026-01-23 19:51:23', '2026-01-23 11:51:23'),
  sys_updated_on: both('2026-01-23 19:52:23', '2026-01-23 11:52:23'),
  resolved_at: both(''),
  closed_at: both(''),
};
const one = JSON.stringify({ result: record });
const list = JSON.stringify({ result: [record] });
const ofRecord = /^\/api\/now\/table\/[a-z_]+\/([0-9a-f]{32})/;

const now = () => performance.timeOrigin + performance.now();

/** The record that is asked for; two of the same would be taken for one ticket. */
function answerTo({ method, url }, receivedAt) {
  const [, sysId] = ofRecord.exec(url) ?? [];
  if (sysId)
    return one
      .replaceAll(SYS_ID, sysId)
      .replaceAll(RECEIVED, String(receivedAt));
  return method === 'GET' ? list : one;
}

const server = createServer((request, response) => {
  const receivedAt = now();
  request.resume().on('end', () => {
    const body = answerTo(request, receivedAt);
    const answer = () =>
      response
        .writeHead(200, {
          'Content-Type': 'application/json;charset=UTF-8',
          'Content-Length': Buffer.byteLength(body),
          'X-Total-Count': '1',
        })
        .end(body);
    if (latency > 0) setTimeout(answer, latency);
    else answer();
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
process.on('disconnect', () => process.exit());
