import { DateTime } from 'luxon';

const FORMAT = 'yyyy-MM-dd HH:mm:ss';
const STORED = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** A moment as ServiceNow stores it: UTC, `YYYY-MM-DD HH:MM:SS`. @internal */
export function toStored(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 19).replace('T', ' ');
}

/** Milliseconds of a stored moment; NaN when it is none. @internal */
export function fromStored(value: string): number {
  return Date.parse(`${value.replace(' ', 'T')}Z`);
}

/** A stored moment as a person in that zone reads it. @internal */
export function toDisplay(value: string, timeZone: string): string {
  if (!STORED.test(value) || timeZone === 'UTC') {
    return value;
  }
  return DateTime.fromFormat(value, FORMAT, { zone: 'UTC' })
    .setZone(timeZone)
    .toFormat(FORMAT);
}

/** What a person in that zone typed, as it is stored. @internal */
export function fromDisplay(value: string, timeZone: string): string {
  if (!STORED.test(value) || timeZone === 'UTC') {
    return value;
  }
  return DateTime.fromFormat(value, FORMAT, { zone: timeZone })
    .toUTC()
    .toFormat(FORMAT);
}

/** Brings what a client sent into the stored form; empty when it is no moment. @internal */
export function normaliseDateTime(value: string): string {
  if (STORED.test(value)) {
    return value;
  }
  if (DAY.test(value)) {
    return `${value} 00:00:00`;
  }
  const parsed = DateTime.fromISO(value.replace(' ', 'T'), { zone: 'UTC' });
  return parsed.isValid ? parsed.toFormat(FORMAT) : '';
}

/** `1970-01-01 00:02:17` as `2 Minutes`. @internal */
export function displayDuration(value: string): string {
  const seconds = fromStored(value) / 1000;
  if (!Number.isFinite(seconds)) {
    return '';
  }
  const units: [number, string][] = [
    [Math.floor(seconds / 86400), 'Day'],
    [Math.floor((seconds % 86400) / 3600), 'Hour'],
    [Math.floor((seconds % 3600) / 60), 'Minute'],
  ];
  const parts = units
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}${count === 1 ? '' : 's'}`);
  return parts.length > 0 ? parts.join(' ') : `${seconds} Seconds`;
}
