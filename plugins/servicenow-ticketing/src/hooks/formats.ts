import { DateTime } from 'luxon';

/** In milliseconds. */
const JUST_NOW = 5_000;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How numbers and times are written for the reader. */
export interface Formats {
  number(value: number): string;
  /** A count that may have stopped short, such as "1,000+". */
  count(value: number, isExact: boolean): string;
  /** How long ago, or how soon, a moment is, such as "2 days ago". */
  relativeTime(iso: string): string;
  /** The moment to the second, in the reader's time zone. */
  exactTime(iso: string): string;
  /** The moment to the minute, in the reader's time zone. */
  dateTime(iso: string): string;
  /** A day without a year, such as "Nov 23". */
  day(date: string): string;
  /** A time in the two units that people would say it in, such as "3d 4h". */
  duration(seconds: number): string;
}

/**
 * The browser's own variety of the language that the portal speaks, such as `en-GB` for `en`; otherwise that language.
 */
export function localeOf(
  language: string,
  browserLanguages: readonly string[],
): string {
  const primary = (tag: string) => tag.split('-')[0].toLowerCase();
  return (
    browserLanguages.find(tag => primary(tag) === primary(language)) ?? language
  );
}

function duration(seconds: number, locale: string): string {
  const format = (value: number, unit: 'day' | 'hour' | 'minute') =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: 'narrow',
      maximumFractionDigits: 0,
    }).format(value);
  const minutes = Math.round(seconds / MINUTE);
  if (minutes < 60) {
    return format(minutes, 'minute');
  }
  if (seconds < DAY) {
    const rest = minutes % 60;
    return [
      format(Math.floor(minutes / 60), 'hour'),
      ...(rest > 0 ? [format(rest, 'minute')] : []),
    ].join(' ');
  }
  const hours = Math.round(seconds / HOUR);
  const rest = hours % 24;
  return [
    format(Math.floor(hours / 24), 'day'),
    ...(rest > 0 ? [format(rest, 'hour')] : []),
  ].join(' ');
}

/** Writes numbers and times as people of a locale do. */
export function createFormats(locale: string): Formats {
  const numbers = new Intl.NumberFormat(locale);
  const read = (iso: string) => DateTime.fromISO(iso).setLocale(locale);
  return {
    number: value => numbers.format(value),
    count: (value, isExact) =>
      isExact ? numbers.format(value) : `${numbers.format(value)}+`,
    relativeTime: iso => {
      const time = read(iso);
      const ahead = time.diffNow().milliseconds;
      // The clocks of browser and backend differ a little: what has just happened must not read "in 1 second".
      const isNow = ahead > -1 && ahead < JUST_NOW;
      const shown = isNow ? DateTime.now().setLocale(locale).minus(1) : time;
      return shown.toRelative() ?? iso;
    },
    exactTime: iso =>
      read(iso).toLocaleString(DateTime.DATETIME_FULL_WITH_SECONDS),
    dateTime: iso => read(iso).toLocaleString(DateTime.DATETIME_MED),
    day: date => read(date).toLocaleString({ month: 'short', day: 'numeric' }),
    duration: seconds => duration(seconds, locale),
  };
}
