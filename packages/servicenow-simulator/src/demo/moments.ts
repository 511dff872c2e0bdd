import { fromStored, toStored } from '../engine/dateTime';

/** Minutes of an hour and of a day. @internal */
export const HOUR = 60;
/** @internal */
export const DAY = 24 * HOUR;

const MINUTE_MS = 60_000;

/** The number of the record at that position: INC0000001 is the first. @internal */
export function number(prefix: string, position: number): string {
  return prefix + String(position + 1).padStart(7, '0');
}

/** A moment that many minutes later. @internal */
export function later(moment: string, minutes: number): string {
  return toStored(fromStored(moment) + minutes * MINUTE_MS);
}
