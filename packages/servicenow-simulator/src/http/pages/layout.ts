import { Html, markup } from './html';

const STYLE = new Html(`
:root { color-scheme: light dark; --ink:#1d2733; --soft:#5b6875; --line:#dfe4ea; --page:#f4f6f8; --card:#fff; --accent:#0b6b57; --chip:#eef1f4;
  --p1:#b3261e; --p2:#b25e09; --p3:#7a6400; --p4:#2f6f4f; --p5:#5b6875; }
@media (prefers-color-scheme: dark) { :root { --ink:#e6eaee; --soft:#9aa7b4; --line:#313a44; --page:#14181d; --card:#1c2229; --accent:#5fd0b4; --chip:#2a323b;
  --p1:#ff8a80; --p2:#ffb26b; --p3:#e6cf62; --p4:#8fd6ae; --p5:#9aa7b4; } }
* { box-sizing: border-box; }
body { margin:0; font:14px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif; color:var(--ink); background:var(--page); }
header { display:flex; gap:24px; align-items:baseline; padding:14px 28px; background:var(--card); border-bottom:1px solid var(--line); }
header strong { font-size:16px; } header span { color:var(--soft); }
nav { display:flex; gap:16px; } a { color:var(--accent); text-decoration:none; } a:hover { text-decoration:underline; }
nav a[aria-current] { color:var(--ink); font-weight:600; }
main { max-width:1180px; margin:24px auto; padding:0 24px; }
h1 { font-size:20px; margin:0 0 16px; font-weight:600; } h2 { font-size:15px; margin:28px 0 10px; font-weight:600; }
.card { background:var(--card); border:1px solid var(--line); border-radius:8px; overflow-x:auto; }
table { width:100%; border-collapse:collapse; } th,td { text-align:left; padding:9px 14px; border-bottom:1px solid var(--line); vertical-align:top; }
tr:last-child td { border-bottom:0; } th { color:var(--soft); font-weight:500; white-space:nowrap; } td.tight { white-space:nowrap; }
.chip { background:var(--chip); border-radius:10px; padding:1px 9px; white-space:nowrap; }
.p1 { color:var(--p1); font-weight:600; } .p2 { color:var(--p2); font-weight:600; } .p3 { color:var(--p3); } .p4 { color:var(--p4); } .p5 { color:var(--p5); }
.filters { display:flex; gap:10px; margin:0 0 16px; } .filters input { flex:1; } input,button { font:inherit; color:inherit; background:var(--card); border:1px solid var(--line); border-radius:6px; padding:7px 11px; }
dl { display:grid; grid-template-columns:repeat(2,minmax(150px,200px) 1fr); margin:0; } dt,dd { margin:0; padding:9px 14px; border-bottom:1px solid var(--line); } dt { color:var(--soft); } dd { overflow-wrap:anywhere; }
pre { margin:0; padding:14px; white-space:pre-wrap; overflow-wrap:anywhere; font:13px/1.55 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace; }
ol.journal { list-style:none; margin:0; padding:0; } ol.journal li { border-bottom:1px solid var(--line); padding:12px 14px; } ol.journal li:last-child { border-bottom:0; }
ol.journal .by { color:var(--soft); } ol.journal pre { padding:6px 0 0; } .work_notes { border-left:3px solid var(--p3); } .comments { border-left:3px solid var(--accent); }
.empty { padding:22px 14px; color:var(--soft); } .pages { display:flex; gap:16px; margin:14px 2px; color:var(--soft); }
@media (max-width:760px) { dl { grid-template-columns:minmax(110px,150px) 1fr; } header { flex-wrap:wrap; padding:12px 16px; } main { padding:0 12px; } }
`);

/** The lists people can look at, by table. @internal */
export const LISTED_TABLES: Record<string, string> = {
  incident: 'Incidents',
  problem: 'Problems',
  change_request: 'Changes',
  sys_user: 'Users',
  sys_user_group: 'Groups',
  cmdb_ci: 'Configuration items',
};

/** The frame of every page. @internal */
export function layout(options: {
  title: string;
  table: string;
  content: Html;
}): string {
  const links = Object.entries(LISTED_TABLES).map(
    ([table, label]) =>
      markup`<a
        href="/${table}_list.do"
        ${new Html(table === options.table ? 'aria-current="page"' : '')}
        >${label}</a
      >`,
  );
  return markup`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${options.title} | ServiceNow simulator</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <header>
          <strong>ServiceNow simulator</strong>
          <nav>${links}</nav>
        </header>
        <main>${options.content}</main>
      </body>
    </html>`.text;
}
