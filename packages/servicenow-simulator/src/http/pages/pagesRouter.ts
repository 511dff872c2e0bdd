import { Router } from 'express';
import type { Response } from 'express';
import { HttpContext } from '../context';
import { parameters } from '../parameters';
import { formPage, missingPage } from './formPage';
import { listPage } from './listPage';

const TARGET = /^\/?([a-z0-9_]+?)(_list)?\.do(?:\?(.*))?$/;

function send(res: Response, status: number, page: string) {
  res
    .status(status)
    .set('Content-Type', 'text/html;charset=UTF-8')
    .set(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    )
    .end(page);
}

/** What `incident.do?sys_id=…` or `incident_list.do?sysparm_query=…` means. */
function show({ instance }: HttpContext, res: Response, uri: string) {
  const target = TARGET.exec(uri);
  const table = target?.[1] ?? '';
  if (!target || !instance.dictionary.has(table)) {
    send(res, 404, missingPage(`There is no table '${table || uri}'.`));
    return;
  }
  const params = new URLSearchParams(target[3] ?? '');
  if (target[2]) {
    const page = listPage(instance, {
      table,
      query: params.get('sysparm_query') ?? '',
      search: params.get('search') ?? '',
      offset: Math.max(0, Number(params.get('offset') ?? '0') || 0),
    });
    send(res, 200, page);
    return;
  }
  const id = params.get('sys_id') ?? '';
  const number = /^number=(.+)$/.exec(params.get('sysparm_query') ?? '')?.[1];
  const row = number
    ? instance.store.find(table, 'number', number)[0]
    : undefined;
  const found = instance.store.get(table, row?.sys_id ?? id);
  if (found) {
    send(res, 200, formPage(instance, found));
  } else {
    send(
      res,
      404,
      missingPage(`There is no ${table} with the sys_id '${id}'.`),
    );
  }
}

/** Pages on which a person looks at records; anybody who reaches the simulator may. @internal */
export function createPagesRouter(context: HttpContext): Router {
  const router = Router();
  router.get('/', (_req, res) => show(context, res, 'incident_list.do'));
  // The target may come escaped, or plainly with its own question mark: nav_to.do?uri=incident.do?sys_id=…
  router.get('/nav_to.do', (req, res) => {
    const params = parameters(req);
    const plain = /[?&]uri=(.*)$/.exec(req.originalUrl)?.[1] ?? '';
    const uri = plain.includes('?')
      ? decodeURIComponent(plain)
      : params.get('uri') ?? '';
    show(context, res, uri === '' ? 'incident_list.do' : uri);
  });
  router.get(/^\/now\/nav\/ui\/classic\/params\/target\/(.+)$/, (req, res) =>
    show(context, res, req.params[0]),
  );
  router.get(/^\/[a-z0-9_]+\.do$/, (req, res) =>
    show(context, res, req.originalUrl),
  );
  return router;
}
