import { displayValue } from '../../engine/display';
import type { Instance } from '../../engine/Instance';
import { Row, SYSTEM_SESSION } from '../../engine/types';
import { runQuery } from '../../query/evaluate';
import { parseQuery } from '../../query/parse';
import { Html, markup } from './html';
import { layout, LISTED_TABLES } from './layout';

const PAGE_SIZE = 50;

const COLUMNS: Record<string, string[]> = {
  incident: [
    'number',
    'state',
    'priority',
    'short_description',
    'assigned_to',
    'sys_updated_on',
  ],
  problem: [
    'number',
    'state',
    'priority',
    'short_description',
    'assigned_to',
    'sys_updated_on',
  ],
  change_request: [
    'number',
    'state',
    'type',
    'short_description',
    'assigned_to',
    'sys_updated_on',
  ],
  sys_user: [
    'name',
    'user_name',
    'email',
    'department',
    'active',
    'sys_updated_on',
  ],
  sys_user_group: [
    'name',
    'description',
    'manager',
    'active',
    'sys_updated_on',
  ],
  cmdb_ci: [
    'name',
    'sys_class_name',
    'short_description',
    'support_group',
    'sys_updated_on',
  ],
};

const FALLBACK = ['sys_id', 'sys_created_on', 'sys_updated_on'];

/** What the list shows. @internal */
export interface ListRequest {
  table: string;
  query: string;
  search: string;
  offset: number;
}

function cell(
  instance: Instance,
  where: { table: string; row: Row },
  name: string,
): Html {
  const column = instance.dictionary.column(where.table, name);
  const shown = column
    ? displayValue({ ...where, instance, session: SYSTEM_SESSION }, column) ??
      ''
    : '';
  if (name === 'state') {
    return markup`<td class="tight"><span class="chip">${shown}</span></td>`;
  }
  if (name === 'priority') {
    return markup`<td class="tight p${where.row.priority}">${shown}</td>`;
  }
  return markup`<td class="${name === 'short_description' ? '' : 'tight'}">
    ${shown}
  </td>`;
}

function link(request: ListRequest, offset: number, label: string): Html {
  const parameters = new URLSearchParams({
    sysparm_query: request.query,
    search: request.search,
    offset: String(offset),
  });
  return markup`<a href="/${request.table}_list.do?${parameters.toString()}"
    >${label}</a
  >`;
}

/** A list of records, newest change first. @internal */
export function listPage(instance: Instance, request: ListRequest): string {
  const { table, query, search, offset } = request;
  const label = LISTED_TABLES[table] ?? instance.dictionary.table(table).label;
  const columns = (
    COLUMNS[table] ?? [instance.dictionary.displayColumn(table), ...FALLBACK]
  ).filter(name => instance.dictionary.column(table, name));
  const parsed = parseQuery(query);
  if (parsed.orderBy.length === 0) {
    parsed.orderBy.push({ field: 'sys_updated_on', descending: true });
  }
  const needle = search.trim().toLowerCase();
  const rows = runQuery(
    { instance, session: SYSTEM_SESSION, table },
    parsed,
  ).filter(
    row =>
      needle === '' ||
      columns.some(name => row[name]?.toLowerCase().includes(needle)),
  );
  const shown = rows.slice(offset, offset + PAGE_SIZE);
  const heads = columns.map(
    name =>
      markup`<th scope="col">
        ${instance.dictionary.column(table, name)?.label}
      </th>`,
  );
  const lines = shown.map(row => {
    const cells = columns.map((name, position) =>
      position === 0
        ? markup`<td class="tight">
            <a href="/nav_to.do?uri=${table}.do?sys_id=${row.sys_id}"
              >${row[name] || '(empty)'}</a
            >
          </td>`
        : cell(instance, { table, row }, name),
    );
    return markup`<tr>
      ${cells}
    </tr>`;
  });
  const last = Math.min(offset + PAGE_SIZE, rows.length);
  const content = markup`<h1>${label}</h1>
    <form class="filters" action="/${table}_list.do">
      <input
        type="search"
        name="search"
        aria-label="Search"
        placeholder="Number or words"
        value="${search}"
      /><input type="hidden" name="sysparm_query" value="${query}" /><button>
        Search
      </button>
    </form>
    <div class="card">
      <table>
        <thead>
          <tr>
            ${heads}
          </tr>
        </thead>
        <tbody>
          ${lines}
        </tbody>
      </table>
      ${
        rows.length === 0
          ? markup`<div class="empty">No records to display</div>`
          : ''
      }
    </div>
    <div class="pages">
      ${
        rows.length === 0
          ? ''
          : markup`<span>${offset + 1} to ${last} of ${
              rows.length
            }, times in UTC</span>`
      }
      ${
        offset > 0
          ? link(request, Math.max(0, offset - PAGE_SIZE), 'Previous')
          : ''
      }
      ${last < rows.length ? link(request, last, 'Next') : ''}
    </div>`;
  return layout({ title: label, table, content });
}
