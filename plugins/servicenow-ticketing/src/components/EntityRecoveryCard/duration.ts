const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A time in the two units that people would say it in, such as "3d 4h"; in the reader's language. */
export function formatDuration(seconds: number, language: string): string {
  const format = (value: number, unit: 'day' | 'hour' | 'minute') =>
    new Intl.NumberFormat(language, {
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
