import type { Request } from 'express';
import { Refusal } from '../../engine/refusals';
import { baseUrl } from '../parameters';

const DEFAULT_LIMIT = 10_000;

/** @internal */
export interface Page {
  limit: number;
  offset: number;
}

function badLimit() {
  return new Refusal(
    400,
    'Invalid value given for sysparm_limit',
    'sysparm_limit value must be a positive integer',
  );
}

/** Reads `sysparm_limit` and `sysparm_offset`. @internal */
export function readPage(params: Map<string, string>): Page {
  const limitText = params.get('sysparm_limit') ?? '';
  const limit = limitText === '' ? DEFAULT_LIMIT : Number(limitText);
  if (!Number.isInteger(limit) || limit <= 0) {
    throw badLimit();
  }
  const offset = Number(params.get('sysparm_offset') ?? '0');
  return { limit, offset: Number.isInteger(offset) && offset > 0 ? offset : 0 };
}

function pageUrl(req: Request, page: Page): string {
  const [path, query = ''] = req.originalUrl.split('?');
  const kept = query
    .split('&')
    .filter(part => part && !/^sysparm_(offset|limit)=/.test(part));
  const pageParameters = [
    `sysparm_limit=${page.limit}`,
    `sysparm_offset=${page.offset}`,
  ];
  return `${baseUrl(req)}${path}?${[...kept, ...pageParameters].join('&')}`;
}

/** The `Link` header of a page; undefined when everything fits on one. @internal */
export function linkHeader(
  req: Request,
  { limit, offset }: Page,
  total: number,
): string | undefined {
  if (total <= limit && offset === 0) {
    return undefined;
  }
  const last = Math.max(0, Math.floor((total - 1) / limit) * limit);
  const relations: [string, number][] = [['first', 0]];
  if (offset > 0) {
    relations.push(['prev', Math.max(0, offset - limit)]);
  }
  if (offset + limit < total) {
    relations.push(['next', offset + limit]);
  }
  relations.push(['last', last]);
  return relations
    .map(([rel, at]) => `<${pageUrl(req, { limit, offset: at })}>;rel="${rel}"`)
    .join(',');
}
