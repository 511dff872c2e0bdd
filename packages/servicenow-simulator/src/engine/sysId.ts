import { createHash, randomUUID } from 'node:crypto';

const SYS_ID = /^[0-9a-f]{32}$/i;

/** A fresh 32 digit identifier. @internal */
export function newSysId(): string {
  return randomUUID().replaceAll('-', '');
}

/** An identifier that is the same in each run, for demo records. @internal */
export function stableSysId(...parts: string[]): string {
  return createHash('md5').update(parts.join(':')).digest('hex');
}

/** Whether a value has the form of a sys_id. @internal */
export function isSysId(value: string): boolean {
  return SYS_ID.test(value);
}
