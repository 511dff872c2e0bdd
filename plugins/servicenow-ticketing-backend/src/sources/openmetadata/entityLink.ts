import type { ObservedDataset } from 'backstage-plugin-servicenow-ticketing-node';

/** What a test case is attached to. @internal */
export interface LinkedEntity {
  /** Service, database, schema and table, as OpenMetadata writes them. */
  fqn: string;
  column?: string;
}

const LINK = /^<#E::[A-Za-z]+::(.+)>$/s;

/** Stand for what a name cannot hold because links and queries are made with it. */
const RESERVED: [string, string][] = [
  ['__reserved__colon__', '::'],
  ['__reserved__arrow__', '>'],
  ['__reserved__quote__', '"'],
];

/** Reads a link such as `<#E::table::service.database.schema.table::columns::id>`. @internal */
export function readEntityLink(link: string): LinkedEntity | undefined {
  const [fqn, field, column] = LINK.exec(link.trim())?.[1].split('::') ?? [];
  if (!fqn) {
    return undefined;
  }
  return field === 'columns' && column
    ? { fqn, column: revert(decode(column)) }
    : { fqn };
}

/** The dataset at the end of a link. @internal */
export function linkedDataset({ fqn }: LinkedEntity): ObservedDataset {
  // Parts that hold dots are quoted.
  const [, quoted, plain] = /(?:^|\.)(?:"([^"]+)"|([^."]+))$/.exec(fqn) ?? [];
  return { name: revert(quoted ?? plain ?? fqn), fqn };
}

function decode(column: string): string {
  try {
    return decodeURIComponent(column.replace(/\+/g, ' '));
  } catch {
    return column;
  }
}

function revert(name: string): string {
  return RESERVED.reduce(
    (text, [keyword, character]) => text.replaceAll(keyword, character),
    name,
  );
}
